package io.sightline.app;

/** What was asked for makes no sense: nothing was done, and the exit code is 2. */
final class UsageException extends AppException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }

  UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
