package io.sightline.detect;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.TrialRun;
import io.sightline.detect.onnx.DetectException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens model bundles; where a file leaves open how it is read, a trial run decides. */
public final class Models {
  private Models() {}

  /**
   * Loads the bundle in {@code models/<name>} of a home folder, or the one at a path.
   *
   * @param home the folder that contains {@code models}
   * @throws DetectException if there is none, or {@link #load} refuses it
   */
  public static ModelBundle named(Path home, String nameOrPath) {
    Path bundled;
    Path path;
    try {
      bundled = home.resolve("models").resolve(nameOrPath);
      path = Path.of(nameOrPath);
    } catch (InvalidPathException e) {
      throw new DetectException(
          "There is no model \"%s\": no file or folder can have that name on this computer (%s)"
              .formatted(nameOrPath, e.getReason()),
          e);
    }
    if (Files.isRegularFile(bundled.resolve(ModelBundle.DESCRIPTION_FILE))) {
      return load(bundled);
    }
    if (Files.exists(path)) {
      return load(path);
    }
    throw new DetectException(
        "There is no model \"%s\": neither %s nor a file or folder of that name"
            .formatted(nameOrPath, bundled));
  }

  /**
   * Reads a bundle.
   *
   * @param path a folder with a bundle.json and a model.onnx, or an ONNX file
   * @throws DetectException if it is missing, unreadable, incomplete, or contradicts itself, or if
   *     its trial run fails
   */
  public static ModelBundle load(Path path) {
    return ModelBundle.load(path, TrialRun::of);
  }
}
