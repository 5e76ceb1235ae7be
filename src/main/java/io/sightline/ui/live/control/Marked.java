package io.sightline.ui.live.control;

import io.sightline.inspection.Verdict;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.Node;

/**
 * Marks nodes with verdicts as pseudo-classes: {@code :pass}, {@code :fail}, {@code :review},
 * {@code :error}.
 */
public final class Marked {
  private static final Map<Verdict, PseudoClass> CLASSES = new EnumMap<>(Verdict.class);

  static {
    for (Verdict verdict : Verdict.values()) {
      CLASSES.put(verdict, PseudoClass.getPseudoClass(verdict.name().toLowerCase(Locale.ROOT)));
    }
  }

  private Marked() {}

  /** Marks a node with this verdict only. */
  public static void by(Node node, Verdict verdict) {
    CLASSES.forEach((which, style) -> node.pseudoClassStateChanged(style, which == verdict));
  }

  /** Removes all verdicts from a node. */
  public static void byNone(Node node) {
    CLASSES.values().forEach(style -> node.pseudoClassStateChanged(style, false));
  }
}
