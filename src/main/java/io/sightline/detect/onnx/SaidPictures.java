package io.sightline.detect.onnx;

import io.sightline.detect.onnx.ModelInput.Color;
import io.sightline.detect.onnx.ModelInput.Fit;
import io.sightline.detect.onnx.ModelInput.Normalisation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a file's metadata say of the pictures that its network is shown: by ONNX's own keys
 * (docs/MetadataProps.md, which Custom Vision's exports have), or by those of OpenVINO's Model API
 * (the exports of OpenVINO Training Extensions and Geti). Empty where they say nothing.
 *
 * @param color the order of the channels
 * @param range the values that a picture's are turned into
 * @param fit how a picture of another size is fitted
 * @param notes what was not understood or cannot be followed, one sentence each
 */
public record SaidPictures(
    Optional<Color> color, Optional<Range> range, Optional<Fit> fit, List<String> notes) {
  private static final String FORMAT = "Image.BitmapPixelFormat";
  private static final String GAMMA = "Image.ColorSpaceGamma";
  private static final String RANGE = "Image.NominalPixelRange";
  private static final String OF_MODEL_API = "model_info ";

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d*)?(e[+-]?\\d{1,2})?");

  /** Means and deviations for 0 to 1 are far below, those for 0 to 255 far above. */
  private static final double BETWEEN = 2;

  /**
   * How values of 0 to 255 are turned into a network's.
   *
   * @param scale the factor
   * @param normalisation applied after that, in the order of the channels
   */
  public record Range(double scale, Normalisation normalisation) {
    private static final Range BYTES = new Range(1, Normalisation.NONE);
    private static final Range ZERO_TO_ONE = new Range(1 / 255.0, Normalisation.NONE);
    private static final Range AROUND_ZERO = new Range(1 / 255.0, alike(0.5, 0.5));
    private static final Range OF_VIDEO = new Range(219 / 255.0, alike(-16, 1));

    /** Whether these are the values themselves. */
    private boolean isOfBytes() {
      return equals(BYTES);
    }

    private static Normalisation alike(double mean, double std) {
      return new Normalisation(List.of(mean, mean, mean), List.of(std, std, std));
    }
  }

  public SaidPictures {
    notes = List.copyOf(notes);
  }

  /**
   * Reads it from a header.
   *
   * @param graph the network's inputs, which a range must not contradict
   */
  public static SaidPictures of(OnnxHeader header, GraphInput graph) {
    Map<String, String> said = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    said.putAll(header.metadata());
    List<String> notes = new ArrayList<>();
    Optional<Range> range = range(said, notes).or(() -> rangeOfModelApi(said, notes));
    Optional<Color> color = color(said, notes).or(() -> colorOfModelApi(said, range, notes));
    boolean contradicted = graph.ofBytes() && range.filter(one -> !one.isOfBytes()).isPresent();
    if (contradicted) {
      notes.add(
          "Its metadata say another range of its pictures than 0 to 255, but its graph takes these:"
              + " it is given 0-255");
    }
    return new SaidPictures(
        color, contradicted ? Optional.of(Range.BYTES) : range, fit(said, notes), notes);
  }

  private static Optional<Color> color(Map<String, String> said, List<String> notes) {
    String gamma = said.getOrDefault(GAMMA, "srgb");
    if (!gamma.equalsIgnoreCase("srgb")) {
      notes.add(unread(GAMMA, gamma, "it is shown pictures in sRGB, as they are"));
    }
    String format = said.getOrDefault(FORMAT, "");
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "" -> Optional.empty();
      case "rgb8", "rgba8" -> Optional.of(Color.RGB);
      case "bgr8", "bgra8" -> Optional.of(Color.BGR);
      default -> {
        notes.add(unread(FORMAT, format, "its colours are assumed"));
        yield Optional.empty();
      }
    };
  }

  private static Optional<Range> range(Map<String, String> said, List<String> notes) {
    String range = said.getOrDefault(RANGE, "");
    return switch (range.toLowerCase(Locale.ROOT)) {
      case "" -> Optional.empty();
      case "nominalrange_0_255" -> Optional.of(Range.BYTES);
      case "normalized_0_1" -> Optional.of(Range.ZERO_TO_ONE);
      case "normalized_1_1" -> Optional.of(Range.AROUND_ZERO);
      case "nominalrange_16_235" -> Optional.of(Range.OF_VIDEO);
      default -> {
        notes.add(unread(RANGE, range, "that range is assumed"));
        yield Optional.empty();
      }
    };
  }

  /** Less a mean, over a deviation, of values of 0 to 255 unless they are made 0 to 1 before. */
  private static Optional<Range> rangeOfModelApi(Map<String, String> said, List<String> notes) {
    List<Double> mean = numbers(said, "mean_values");
    List<Double> std = numbers(said, "scale_values");
    boolean read =
        isRead(said, "mean_values", !mean.isEmpty(), notes)
            && isRead(
                said,
                "scale_values",
                !std.isEmpty() && std.stream().allMatch(one -> one > 0),
                notes);
    if (!read || (mean.isEmpty() && std.isEmpty())) {
      return Optional.empty();
    }
    String mode = said.getOrDefault(OF_MODEL_API + "intensity_mode", "");
    boolean unit = mode.equalsIgnoreCase("scale_to_unit");
    if (!unit && !mode.isEmpty()) {
      notes.add(unread(OF_MODEL_API + "intensity_mode", mode, "no such step is taken"));
    }
    List<Double> less = mean.isEmpty() ? List.of(0.0, 0.0, 0.0) : mean;
    List<Double> over = std.isEmpty() ? List.of(1.0, 1.0, 1.0) : std;
    boolean small =
        less.stream().anyMatch(one -> one > 0)
            && less.stream().allMatch(one -> one < BETWEEN)
            && over.stream().allMatch(one -> one < BETWEEN);
    double scale = unit || small ? 1 / 255.0 : 1;
    boolean divided =
        less.stream().allMatch(one -> one == 0) && over.stream().distinct().count() == 1;
    return Optional.of(
        divided
            ? new Range(scale / over.get(0), Normalisation.NONE)
            : new Range(scale, new Normalisation(less, over)));
  }

  /**
   * Its pictures have no order of their own, so that exchanging them says none: means in the order
   * of red, green and blue tell. Without such, what is exchanged and not scaled is YOLOX, which is
   * trained on BGR; all others are on RGB.
   */
  private static Optional<Color> colorOfModelApi(
      Map<String, String> said, Optional<Range> range, List<String> notes) {
    String reversed = said.getOrDefault(OF_MODEL_API + "reverse_input_channels", "");
    List<Double> mean = numbers(said, "mean_values");
    if (!mean.isEmpty() && !mean.get(0).equals(mean.get(2))) {
      // In all known means red is the highest.
      return Optional.of(mean.get(0) > mean.get(2) ? Color.RGB : Color.BGR);
    }
    if (reversed.isEmpty()) {
      return Optional.empty();
    }
    boolean yolox =
        reversed.matches("(?i)true|yes|1") && range.filter(Range::isOfBytes).isPresent();
    Color color = yolox ? Color.BGR : Color.RGB;
    notes.add(
        "Its metadata say \"reverse_input_channels\": \"%s\", but not of which colours: it is shown %s; a bundle.json may say otherwise by \"color\""
            .formatted(reversed, color));
    return Optional.of(color);
  }

  private static Optional<Fit> fit(Map<String, String> said, List<String> notes) {
    String type = said.getOrDefault(OF_MODEL_API + "resize_type", "");
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "" -> Optional.empty();
      case "standard" -> Optional.of(Fit.STRETCHED);
      case "fit_to_window" -> Optional.of(Fit.TOP_LEFT);
      case "fit_to_window_letterbox" -> Optional.of(Fit.CENTRED);
      default -> {
        notes.add(unread(OF_MODEL_API + "resize_type", type, "how pictures are fitted is assumed"));
        yield Optional.empty();
      }
    };
  }

  /** Three numbers with blanks between them; one counts for all channels. None if not read. */
  private static List<Double> numbers(Map<String, String> said, String key) {
    List<Double> numbers = new ArrayList<>();
    for (String word : said.getOrDefault(OF_MODEL_API + key, "").split("[\\s,\\[\\]]+", -1)) {
      if (!word.isEmpty() && !NUMBER.matcher(word).matches()) {
        return List.of();
      }
      if (!word.isEmpty()) {
        numbers.add(Double.valueOf(word));
      }
    }
    return switch (numbers.size()) {
      case 1 -> Collections.nCopies(3, numbers.get(0));
      case 3 -> List.copyOf(numbers);
      default -> List.of();
    };
  }

  /** Whether numbers are read if there are any; adds a note if not. */
  private static boolean isRead(
      Map<String, String> said, String key, boolean read, List<String> notes) {
    String text = said.getOrDefault(OF_MODEL_API + key, "").strip();
    if (!read && !text.isEmpty()) {
      notes.add(unread(OF_MODEL_API + key, text, "mean and deviation are assumed"));
    }
    return read || text.isEmpty();
  }

  private static String unread(String key, String value, String instead) {
    return "Its metadata say \"%s\": \"%s\", which is not read: %s; a bundle.json may say otherwise"
        .formatted(key, value, instead);
  }
}
