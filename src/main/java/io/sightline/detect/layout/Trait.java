package io.sightline.detect.layout;

/** What sets kinds of layouts apart beyond where their numbers are. */
enum Trait {
  /** Numbers are stored column by column: all boxes' first numbers, then all second ones. */
  TRANSPOSED,
  /** Only boxes that were chosen are listed, mostly by suppression; their number may vary. */
  LIST,
  /** A list of suppressed boxes or a transformer's: of any form, their sides may cross. */
  ANY_BOXES,
  /** An object is found once, by training: there is nothing to suppress. */
  DISTINCT,
  /** A box counts once for each of its classes that is sure enough. */
  EVERY_CLASS,
  /** The objectness is the confidence, whatever that of the class. */
  OBJECTNESS_ALONE,
  /** There is a box for each of three anchors of every cell. */
  ANCHORS,
  /** The coarsest cells come first. */
  COARSEST_FIRST,
  /** No box, or hardly any, lies farther from its cell than about its size. */
  VERY_NEAR,
  /** Pictures are shown as to YOLOX: BGR, 0 to 255, in the top left corner. */
  SHOWN_AS_YOLOX,
  /** Pictures are stretched. */
  STRETCHED,
  /** Pictures are resized by averaging, not interpolation. */
  AVERAGED,
  /** Networks of many families have it: what pictures they are shown depends on the exporter. */
  OF_MANY_FAMILIES
}
