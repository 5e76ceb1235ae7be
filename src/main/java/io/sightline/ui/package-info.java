/**
 * The station's window, from splash to close: the only entry point that {@code app} uses. JavaFX
 * and AtlantaFX are used only in this package and below. Imports {@code line}, {@code report} and
 * lower rows. Start at {@link io.sightline.ui.StationScreen}.
 */
@NullMarked
package io.sightline.ui;

import org.jspecify.annotations.NullMarked;
