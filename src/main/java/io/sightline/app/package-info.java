/**
 * The program: its commands, and the wiring of everything below by hand. The only place that
 * touches picocli; may import every package. The commands {@code bench} and {@code validate} have
 * rooms of their own, below them is {@code command}, which all share; none of the three imports
 * this one. Start at {@link io.sightline.app.Main}.
 */
@NullMarked
package io.sightline.app;

import org.jspecify.annotations.NullMarked;
