package io.sightline.app.command;

import io.sightline.detect.Findings;
import io.sightline.image.Frame;
import io.sightline.inspection.Box;
import io.sightline.inspection.Detection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The model's detections in one image.
 *
 * @param image its name at the source: a path within the folder, or a frame's number
 * @param width in pixels
 * @param height in pixels
 * @param detections by descending confidence, in the image's pixels
 * @param further boxes again with classes that are not their best, by descending confidence
 */
public record SeenImage(
    String image, int width, int height, List<Detection> detections, List<Detection> further) {
  public SeenImage {
    detections = List.copyOf(detections);
    further = List.copyOf(further);
  }

  /** Copies the frame's name and size; the frame is borrowed. */
  public static SeenImage of(Frame frame, Findings findings) {
    return new SeenImage(
        frame.tag().origin(),
        frame.width(),
        frame.height(),
        findings.detections(),
        findings.further());
  }

  /** Returns the JSON object documented for the command line, further classes marked as such. */
  public Map<String, Object> json() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("image", image);
    line.put("width", width);
    line.put("height", height);
    Set<Detection> marked = Set.copyOf(further);
    line.put(
        "detections",
        Stream.concat(detections.stream(), further.stream())
            .sorted(Comparator.comparingDouble(Detection::confidence).reversed())
            .map(each -> json(each, marked.contains(each)))
            .toList());
    return line;
  }

  private static Map<String, Object> json(Detection detection, boolean further) {
    Box box = detection.box();
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("class", detection.className());
    one.put("class_id", detection.classId());
    one.put("score", detection.confidence());
    one.put("box", List.of(box.x1(), box.y1(), box.x2(), box.y2()));
    if (further) {
      one.put("further", true);
    }
    return one;
  }

  /** Returns one line for people. */
  public String text() {
    return detections.isEmpty()
        ? image + ": nothing"
        : image + ": " + detections.stream().map(SeenImage::text).collect(Collectors.joining(", "));
  }

  private static String text(Detection detection) {
    Box box = detection.box();
    return String.format(
        Locale.ROOT,
        "%s %.2f at %.0f,%.0f %.0f×%.0f",
        detection.className(),
        detection.confidence(),
        box.x1(),
        box.y1(),
        box.width(),
        box.height());
  }
}
