package io.sightline.line;

import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;

/**
 * The newest part as the screen sees it. Boxes are the inspection's defects, in source pixels.
 *
 * @param picture its pixels; the screen may read them until it takes the next preview
 * @param sourceWidth the width of the frame in pixels: what box coordinates are relative to
 * @param sourceHeight the height of the frame
 * @param inspection what was decided
 */
public record Preview(Picture picture, int sourceWidth, int sourceHeight, Inspection inspection) {}
