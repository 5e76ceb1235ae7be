package io.sightline.config;

import io.sightline.inspection.SightlineException;

/** A settings or recipe file that cannot be read, or that says something wrong. */
public class ConfigException extends SightlineException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
