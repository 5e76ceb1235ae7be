package io.sightline.app.command;

/** Thrown if the command line makes no sense: nothing was done, and the exit code is 2. */
public final class UsageException extends AppException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
