/**
 * The simulated line: a camera that does not exist, over bare circuit boards that know their own
 * defects. Boards are drawn up as geometry, damaged on paper, then rendered. Imports {@code
 * capture}, {@code image} and {@code inspection}. Start at {@link
 * io.sightline.capture.simulation.SimulatedLine}; a board's way is {@code PartMaker}, {@code
 * BoardGenerator}, {@code DefectInjector}, {@code BoardRenderer}.
 */
@NullMarked
package io.sightline.capture.simulation;

import org.jspecify.annotations.NullMarked;
