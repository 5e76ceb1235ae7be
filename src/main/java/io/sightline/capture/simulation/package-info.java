/**
 * The simulated line: a virtual camera above bare circuit boards whose defects are known. Boards
 * are designed as geometry, then damaged, then rendered. Imports {@code capture}, {@code image} and
 * {@code inspection}. Start at {@link io.sightline.capture.simulation.SimulatedLine}; a board
 * passes through {@code PartMaker}, {@code BoardGenerator}, {@code DefectInjector} and {@code
 * BoardRenderer}.
 */
@NullMarked
package io.sightline.capture.simulation;

import org.jspecify.annotations.NullMarked;
