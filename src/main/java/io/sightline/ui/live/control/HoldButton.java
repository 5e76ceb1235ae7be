package io.sightline.ui.live.control;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import javafx.util.Duration;

/**
 * A button that acts only after being held for a second and shows its progress: it needs no
 * confirmation, yet the brush of a glove does not trigger it. FX thread only.
 */
public final class HoldButton extends StackPane {
  private static final Duration HOLD = Duration.seconds(1);

  private final DoubleProperty held = new SimpleDoubleProperty();
  private final Timeline timeline;
  private final Region bar = new Region();

  /**
   * Creates a button with this text beside its icon.
   *
   * @param action run when it has been held long enough
   */
  public HoldButton(String text, Node icon, Runnable action) {
    getStyleClass().addAll("action", "hold");
    setFocusTraversable(true);
    setAccessibleRole(javafx.scene.AccessibleRole.BUTTON);
    setAccessibleText(text);
    bar.getStyleClass().add("hold-bar");
    bar.setManaged(false);
    bar.setMouseTransparent(true);
    Label label = new Label(text, icon);
    label.getStyleClass().add("action-label");
    label.setMouseTransparent(true);
    getChildren().addAll(bar, label);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    clip.setArcWidth(16);
    clip.setArcHeight(16);
    setClip(clip);
    timeline =
        new Timeline(
            new KeyFrame(Duration.ZERO, new KeyValue(held, 0)),
            new KeyFrame(
                HOLD,
                done -> {
                  release();
                  action.run();
                },
                new KeyValue(held, 1)));
    held.addListener(progress -> fill());
    setOnMousePressed(
        press -> {
          if (press.getButton() == MouseButton.PRIMARY) {
            requestFocus();
            hold();
          }
        });
    setOnMouseReleased(release -> release());
    setOnMouseExited(gone -> release());
    setOnKeyPressed(
        press -> {
          if (press.getCode() == KeyCode.ENTER || press.getCode() == KeyCode.SPACE) {
            hold();
          }
        });
    setOnKeyReleased(release -> release());
    focusedProperty().addListener(moved -> release());
  }

  /** Starts holding; no effect if already held. */
  public void hold() {
    if (timeline.getStatus() != Animation.Status.RUNNING && !isDisabled()) {
      timeline.playFromStart();
    }
  }

  /** Stops holding; a hold that was too short has no effect. */
  public void release() {
    timeline.stop();
    held.set(0);
  }

  private void fill() {
    bar.resizeRelocate(0, 0, getWidth() * held.get(), getHeight());
  }
}
