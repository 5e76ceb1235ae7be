package io.sightline.app;

import io.sightline.app.bench.BenchCommand;
import io.sightline.app.command.Console;
import io.sightline.app.command.UsageException;
import io.sightline.app.validation.ValidateCommand;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/**
 * The program's entry point. Standard output is reserved for the command's result; anything a
 * library prints there goes to standard error. Exit codes: 0 success, 2 usage error, 1 any other
 * failure, with one line on standard error.
 */
public final class Main {
  private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxphysicalbytes";

  private Main() {}

  public static void main(String[] args) {
    // By name: an instance would be created too late, after Java's own.
    System.setProperty("java.util.logging.manager", LastingLog.class.getName());
    // JavaCPP would end a process that takes four times Java's heap: a guard for pictures left to
    // the garbage collector. Here each has an owner, and networks are weighed against the machine.
    System.setProperty(MEMORY_LIMIT, System.getProperty(MEMORY_LIMIT, "0"));
    PrintStream result = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    int code =
        run(new Console(result, new PrintStream(System.err, true, StandardCharsets.UTF_8)), args);
    System.exit(code);
  }

  /**
   * Has numbers written alike in every sentence, log and file name, whatever the system's language:
   * programs read them, and people compare two machines. Sentences are English; a screen in the
   * operator's language formats its own numbers.
   */
  private static void writeNumbersAlike() {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
  }

  /** Runs one command and returns its exit code. */
  static int run(Console console, String... args) {
    writeNumbersAlike();
    Log.toPeople(console);
    CommandLine commands =
        new CommandLine(new StationCommand(console))
            .addSubcommand(new InspectCommand(console))
            .addSubcommand(new ValidateCommand(console))
            .addSubcommand(new DetectCommand(console))
            .addSubcommand(new ExportCommand(console))
            .addSubcommand(new SimulateCommand(console))
            .addSubcommand(new BenchCommand(console))
            .addSubcommand(new DoctorCommand(console))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setAbbreviatedOptionsAllowed(false)
            .setOut(console.resultWriter())
            .setErr(console.messageWriter());
    reads(
        commands,
        Integer.class,
        Integer.TYPE,
        "a whole number up to 2,147,483,647",
        Integer::valueOf);
    reads(
        commands,
        Long.class,
        Long.TYPE,
        "a whole number up to 9,223,372,036,854,775,807",
        Long::valueOf);
    reads(commands, Double.class, Double.TYPE, "a number", Double::valueOf);
    commands.setParameterExceptionHandler(
        (wrong, arguments) -> {
          console.error(
              "%s; see '%s --help'"
                  .formatted(
                      String.valueOf(wrong.getMessage())
                          .lines()
                          .findFirst()
                          .orElse("The command line is unclear"),
                      wrong.getCommandLine().getCommandSpec().qualifiedName()));
          return CommandLine.ExitCode.USAGE;
        });
    commands.setExecutionStrategy(
        parsed -> {
          if (parsed.hasSubcommand() && parsed.hasMatchedOption("--data")) {
            throw new ParameterException(
                commands, "--data belongs behind the command, as in inspect ... --data DIR");
          }
          return new RunLast().execute(parsed);
        });
    commands.setExecutionExceptionHandler(
        (failed, command, parsed) -> {
          int code = console.failed(failed);
          return failed instanceof UsageException ? CommandLine.ExitCode.USAGE : code;
        });
    return console.printed(executed(commands, console, args));
  }

  /** Picocli handles exceptions but lets errors through. */
  private static int executed(CommandLine commands, Console console, String... args) {
    try {
      return commands.execute(args);
    } catch (LinkageError e) {
      return console.failed(e);
    } catch (OutOfMemoryError e) {
      return console.failed(e);
    }
  }

  /** Registers a converter whose message describes the expected number instead of its Java type. */
  private static <T> void reads(
      CommandLine commands, Class<T> boxed, Class<T> plain, String what, Function<String, T> read) {
    ITypeConverter<T> converter =
        text -> {
          try {
            return read.apply(text);
          } catch (NumberFormatException e) {
            throw new TypeConversionException("'%s' is not %s".formatted(text, what));
          }
        };
    commands.registerConverter(boxed, converter);
    commands.registerConverter(plain, converter);
  }
}
