/**
 * The program: its commands, and the wiring of everything below by hand. The only place that
 * touches picocli; may import every package. Start at {@link io.sightline.app.Main}.
 */
@NullMarked
package io.sightline.app;

import org.jspecify.annotations.NullMarked;
