package io.sightline.detect.onnx;

import io.sightline.detect.onnx.GraphParts.Node;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Whether a network exchanges red and blue before its first layer, as one does that is made for
 * pictures in OpenCV's order.
 */
final class ChannelOrder {
  private static final List<Integer> AS_SHOWN = List.of(0, 1, 2);
  private static final List<Integer> EXCHANGED = List.of(2, 1, 0);

  /** After a change of shape, it is not tracked which dimension holds the channels. */
  private static final int UNKNOWN = -1;

  /** Nodes that leave channels where they are. */
  private static final Set<String> KEEPING =
      Set.of(
          "Identity",
          "Cast",
          "QuantizeLinear",
          "Mul",
          "Div",
          "Sub",
          "Add",
          "Clip",
          "Resize",
          "Pad");

  private static final Set<String> RESHAPING = Set.of("Reshape", "Squeeze", "Unsqueeze");

  /** Nodes that use the size of a picture, not the picture. */
  private static final Set<String> MEASURING = Set.of("Shape", "Size");

  private final FirstNodes first;

  ChannelOrder(FirstNodes first) {
    this.first = first;
  }

  /**
   * Channels of the picture.
   *
   * @param axis the dimension of the four-dimensional shape that holds them, or unknown
   * @param which indices of the picture's channels, in their order
   */
  private record Channels(int axis, List<Integer> which) {
    boolean areAlong(long other) {
      return axis == (other < 0 ? other + 4 : other);
    }

    Channels anywhere() {
      return new Channels(UNKNOWN, which);
    }
  }

  /**
   * Whether the first layer sees this picture's channels in the other order. Not if means in the
   * order blue, green, red are then subtracted: such a network is trained on BGR and expects RGB.
   */
  boolean isExchanged(Tensor picture) {
    List<Long> shape = picture.shape();
    if (shape.size() != 4) {
      return false;
    }
    Map<String, Channels> all = new HashMap<>();
    boolean inPixels = shape.get(1) != 3 && shape.get(3) == 3;
    all.put(picture.name(), new Channels(inPixels ? 3 : 1, AS_SHOWN));
    Set<List<Integer>> seen = new HashSet<>();
    for (Node node : first.inOrder()) {
      List<Channels> taken =
          node.inputs().stream()
              .flatMap(name -> Optional.ofNullable(all.get(first.source(name))).stream())
              .toList();
      if (taken.isEmpty() || MEASURING.contains(node.kind())) {
        continue;
      }
      if (takesMeansOfBgr(node) && taken.get(0).which().equals(EXCHANGED)) {
        return false;
      }
      List<Channels> made = made(node, taken);
      if (made.isEmpty()) {
        seen.add(taken.get(0).which());
      }
      for (int i = 0; i < node.outputs().size() && !made.isEmpty(); i++) {
        all.put(node.outputs().get(i), made.get(Math.min(i, made.size() - 1)));
      }
    }
    return seen.equals(Set.of(EXCHANGED));
  }

  /**
   * In most pictures blue is the darkest channel and red the brightest, and so in all known means.
   * Keras adds their opposites.
   */
  private boolean takesMeansOfBgr(Node node) {
    List<Float> means =
        switch (node.kind()) {
          case "Sub" -> known(node, 1);
          case "Add" -> known(node, 1).stream().map(number -> -number).toList();
          default -> List.of();
        };
    return means.size() == 3
        && means.get(0) > 0
        && means.get(0) < means.get(1)
        && means.get(1) < means.get(2);
  }

  /** The channels after a node, one entry per output or one for all; none after a layer. */
  private List<Channels> made(Node node, List<Channels> taken) {
    Channels channels = taken.get(0);
    if (KEEPING.contains(node.kind())) {
      return List.of(channels);
    }
    if (RESHAPING.contains(node.kind())) {
      return List.of(channels.anywhere());
    }
    return switch (node.kind()) {
      case "Transpose" -> List.of(transposed(channels, node.whole("perm")));
      case "Gather" -> gathered(node, channels);
      case "Slice" -> sliced(node, channels);
      case "Split" -> split(node, channels);
      case "Concat" -> taken.size() == node.inputs().size() ? joined(taken) : List.of();
      default -> List.of();
    };
  }

  private static Channels transposed(Channels channels, List<Long> order) {
    if (channels.axis() == UNKNOWN) {
      return channels;
    }
    int axis = order.isEmpty() ? 3 - channels.axis() : order.indexOf((long) channels.axis());
    return new Channels(axis, channels.which());
  }

  private List<Channels> gathered(Node node, Channels channels) {
    int count = channels.which().size();
    List<Integer> chosen =
        known(node, 1).stream()
            .map(Float::intValue)
            .map(at -> at < 0 ? at + count : at)
            .filter(at -> at >= 0 && at < count)
            .toList();
    // In any dimension, a permutation of three is one of channels.
    boolean allOfThem = count == 3 && Set.copyOf(chosen).size() == 3 && chosen.size() == 3;
    if (channels.areAlong(axis(node)) || (channels.axis() == UNKNOWN && allOfThem)) {
      List<Integer> which = chosen.stream().map(channels.which()::get).toList();
      // A single index may drop the dimension.
      int axis = which.size() > 1 ? channels.axis() : UNKNOWN;
      return which.isEmpty() ? List.of() : List.of(new Channels(axis, which));
    }
    return List.of(known(node, 1).size() > 1 ? channels : channels.anywhere());
  }

  private List<Channels> sliced(Node node, Channels channels) {
    List<Float> starts = known(node, 1);
    List<Float> ends = known(node, 2);
    List<Float> axes = known(node, 3);
    List<Float> steps = known(node, 4);
    for (int i = 0; i < Math.min(starts.size(), ends.size()); i++) {
      long axis = axes.size() > i ? axes.get(i).longValue() : i;
      boolean told = axes.size() > i || node.inputs().size() < 4;
      if (told && channels.areAlong(axis)) {
        long step = steps.size() > i ? steps.get(i).longValue() : 1;
        List<Integer> which =
            some(channels.which(), starts.get(i).longValue(), ends.get(i).longValue(), step);
        return which.isEmpty() ? List.of() : List.of(new Channels(channels.axis(), which));
      }
    }
    return List.of(channels);
  }

  /** The elements from one index to before another, each counted from the end if negative. */
  private static List<Integer> some(List<Integer> all, long from, long to, long step) {
    int count = all.size();
    long start = from < 0 ? from + count : from;
    long end = to < 0 ? to + count : to;
    List<Integer> some = new ArrayList<>();
    if (step > 0) {
      for (long i = Math.max(0, start); i < Math.min(count, end); i += Math.min(step, count)) {
        some.add(all.get((int) i));
      }
    } else if (step < 0) {
      for (long i = Math.min(count - 1, start);
          i > Math.max(-1, end);
          i += Math.max(step, -count)) {
        some.add(all.get((int) i));
      }
    }
    return some;
  }

  private static List<Channels> split(Node node, Channels channels) {
    if (!channels.areAlong(axis(node))) {
      return List.of(channels);
    }
    return node.outputs().size() == channels.which().size()
        ? channels.which().stream().map(one -> new Channels(channels.axis(), List.of(one))).toList()
        : List.of();
  }

  /** Single channels are joined to all; with several pictures side by side, each keeps its own. */
  private static List<Channels> joined(List<Channels> parts) {
    List<Integer> which = parts.get(0).which();
    if (parts.stream().allMatch(part -> part.which().equals(which))) {
      return List.of(parts.get(0));
    }
    return parts.size() == 3 && parts.stream().allMatch(part -> part.which().size() == 1)
        ? List.of(
            new Channels(
                parts.get(0).axis(),
                IntStream.range(0, 3).mapToObj(i -> parts.get(i).which().get(0)).toList()))
        : List.of();
  }

  private static long axis(Node node) {
    return node.whole("axis").stream().findFirst().orElse(0L);
  }

  private List<Float> known(Node node, int input) {
    return first.weight(node, input);
  }
}
