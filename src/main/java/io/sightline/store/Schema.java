package io.sightline.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * The tables, created by numbered SQL resources ({@code 001.sql}, {@code 002.sql}, …) that are only
 * ever added to. The file's {@code user_version} is the number of those applied. No Flyway: it
 * would bring more code than it saves, start slowly and report its use.
 */
final class Schema {
  /** Identifies a SQLite file as ours: "SGHT". */
  private static final int APPLICATION = 0x53474854;

  /** The step that introduced the content of recipes. */
  private static final int WITH_RECIPES = 2;

  private final List<String> steps;

  private Schema(List<String> steps) {
    this.steps = steps;
  }

  /** The schema of this version of Sightline. */
  static Schema current() {
    List<String> steps = new ArrayList<>();
    for (int number = 1; ; number++) {
      String name = String.format(Locale.ROOT, "%03d.sql", number);
      try (InputStream in = Schema.class.getResourceAsStream(name)) {
        if (in == null) {
          return new Schema(List.copyOf(steps));
        }
        steps.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new StoreException("The schema " + name + " of this Sightline cannot be read", e);
      }
    }
  }

  int version() {
    return steps.size();
  }

  /**
   * Creates the tables or brings them up to date; each step is applied completely or not at all.
   */
  void migrate(Handle writer, Path file) {
    for (int done = checked(writer, file); done < steps.size(); done++) {
      String step = steps.get(done);
      int version = done + 1;
      writer.useTransaction(
          handle -> {
            handle.createScript(step).execute();
            handle.execute("PRAGMA application_id = " + APPLICATION);
            handle.execute("PRAGMA user_version = " + version);
          });
    }
  }

  /** Refuses a file that cannot be read as it is; fewer steps than this version has are fine. */
  void check(Handle reader, Path file) {
    if (checked(reader, file) == 0) {
      throw new StoreException(blank(file));
    }
  }

  /** Whether a store, perhaps an older one, keeps the content of recipes. */
  static boolean keepsRecipes(Handle reader) {
    return pragma(reader, "user_version") >= WITH_RECIPES;
  }

  /** The message for a store without tables. */
  static String blank(Path file) {
    return "The store %1$s holds nothing: it is empty, or a copy without the %2$s-wal that lay beside it: copy the whole folder"
        .formatted(file, file.getFileName());
  }

  private int checked(Handle handle, Path file) {
    int version = pragma(handle, "user_version");
    int application = pragma(handle, "application_id");
    boolean blank = version == 0 && application == 0 && count(handle) == 0;
    if (!blank && application != APPLICATION) {
      throw new StoreException(
          "%s is not a Sightline store: choose another --data directory".formatted(file));
    }
    if (version > steps.size()) {
      throw new StoreException(
          "The store %s was made by a newer Sightline (store version %d, this one knows %d): use that one"
              .formatted(file, version, steps.size()));
    }
    return version;
  }

  private static int pragma(Handle handle, String name) {
    return handle.createQuery("PRAGMA " + name).mapTo(Integer.class).one();
  }

  private static int count(Handle handle) {
    return handle.createQuery("SELECT count(*) FROM sqlite_schema").mapTo(Integer.class).one();
  }
}
