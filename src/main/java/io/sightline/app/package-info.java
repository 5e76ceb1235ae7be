/**
 * The program: its commands, and the manual wiring of everything below. Only it and its
 * sub-packages use picocli; may import every package. The commands {@code bench} and {@code
 * validate} have packages of their own, above {@code command}, which all share; none of the three
 * imports this one. Start at {@link io.sightline.app.Main}.
 */
@NullMarked
package io.sightline.app;

import org.jspecify.annotations.NullMarked;
