/**
 * The state that the operator's screen shows, and what changes it: the lines as the screen sees
 * them, what their events leave behind, the alarms, the export. Knows no control, so that all of it
 * is tested without a screen. Imports {@code ui.base}, {@code line}, {@code report} and lower rows;
 * neither JavaFX nor another package of {@code ui.live}. Start at {@link
 * io.sightline.ui.live.model.Station}, and for one line at {@link
 * io.sightline.ui.live.model.WatchedLine}.
 */
@NullMarked
package io.sightline.ui.live.model;

import org.jspecify.annotations.NullMarked;
