/**
 * The station's window, from splash to close: the only door that {@code app} uses. JavaFX and
 * AtlantaFX are touched in this package and below only. Imports {@code line}, {@code report} and
 * lower rows. Start at {@link io.sightline.ui.StationScreen}.
 */
@NullMarked
package io.sightline.ui;

import org.jspecify.annotations.NullMarked;
