package io.sightline.ui.live;

import io.sightline.ui.live.model.LiveModel;
import java.util.EnumSet;
import java.util.Set;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Makes everything available by keyboard: space starts, or presses the control that Tab has
 * focused; S held for a second stops, E exports, A acknowledges, 1 to 8 open a reject, +, - and 0
 * zoom, B shows and hides boxes, Esc returns to the live picture, F1 to F8 choose a line, Tab moves
 * the focus and Enter presses. A held key acts only once, except for zooming and moving the focus.
 */
final class OperatorKeys implements EventHandler<KeyEvent> {
  /** Keys that repeat while held: for zooming and moving the focus. */
  private static final Set<KeyCode> REPEATED =
      EnumSet.of(
          KeyCode.PLUS,
          KeyCode.ADD,
          KeyCode.EQUALS,
          KeyCode.MINUS,
          KeyCode.SUBTRACT,
          KeyCode.TAB,
          KeyCode.LEFT,
          KeyCode.RIGHT,
          KeyCode.UP,
          KeyCode.DOWN);

  private static final String FUNCTION_KEYS = "F1 F2 F3 F4 F5 F6 F7 F8";

  private final Commands commands;
  private final Set<KeyCode> down = EnumSet.noneOf(KeyCode.class);

  OperatorKeys(Commands commands) {
    this.commands = commands;
  }

  @Override
  public void handle(KeyEvent key) {
    boolean taken =
        key.getEventType() == KeyEvent.KEY_PRESSED
            ? pressed(key)
            : key.getEventType() == KeyEvent.KEY_RELEASED && released(key.getCode());
    if (taken) {
      key.consume();
    }
  }

  /**
   * Releases all keys when the window loses the keyboard, as it no longer receives key releases.
   */
  void forget() {
    down.clear();
    commands.holdStop(false);
  }

  private boolean pressed(KeyEvent key) {
    boolean again = !down.add(key.getCode());
    if (again && !REPEATED.contains(key.getCode())) {
      return true; // held, not pressed again: its meaning may have changed
    }
    if (key.isControlDown() || key.isAltDown() || key.isMetaDown()) {
      return false;
    }
    switch (key.getCode()) {
      case SPACE -> {
        if (isOnControl(key)) {
          return false; // the control handles it
        }
        commands.start();
      }
      case S -> commands.holdStop(true);
      case E -> commands.export();
      case A -> commands.acknowledge();
      case B -> commands.toggleBoxes();
      case PLUS, ADD, EQUALS -> commands.zoom(1);
      case MINUS, SUBTRACT -> commands.zoom(-1);
      case DIGIT0, NUMPAD0 -> commands.zoom(0);
      case ESCAPE -> commands.backToLive();
      default -> {
        return enter(key) || reject(key) || line(key.getCode());
      }
    }
    return true;
  }

  private boolean released(KeyCode code) {
    down.remove(code);
    if (code == KeyCode.S) {
      commands.holdStop(false);
      return true;
    }
    return false;
  }

  /**
   * Returns whether a focus ring is visible around the control that space presses; touch shows
   * none.
   */
  private static boolean isOnControl(KeyEvent key) {
    return key.getTarget() instanceof Node control && control.isFocusVisible();
  }

  /** Enter also presses a button, with or without a focus ring. */
  private static boolean enter(KeyEvent key) {
    if (key.getCode() == KeyCode.ENTER && key.getTarget() instanceof ButtonBase button) {
      button.fire();
      return true;
    }
    return false;
  }

  private boolean reject(KeyEvent key) {
    int number = key.getText().length() == 1 ? key.getText().charAt(0) - '0' : 0;
    if (number >= 1 && number <= LiveModel.REJECTS) {
      commands.openReject(number);
      return true;
    }
    return false;
  }

  private boolean line(KeyCode code) {
    int place = code.isFunctionKey() ? FUNCTION_KEYS.indexOf(code.getName()) : -1;
    if (place < 0 || code.getName().length() != 2) {
      return false;
    }
    commands.chooseLine(place / 3);
    return true;
  }

  /** The commands available by key; each does nothing if it does not apply. */
  interface Commands {
    void start();

    void holdStop(boolean down);

    void export();

    void acknowledge();

    void openReject(int number);

    /** Zooms in for 1, out for -1, and to the whole picture for 0. */
    void zoom(int direction);

    void toggleBoxes();

    void backToLive();

    /** Chooses a line by its index from 0. */
    void chooseLine(int index);
  }
}
