/**
 * The command {@code validate}: runs the station's own detector and inspector on a labelled set and
 * reports how well they judge, as figures, a report and chosen limits; {@code report.validation}
 * computes the figures. Imports {@code app.command} and every layer below. Start at {@link
 * io.sightline.app.validation.ValidateCommand}.
 */
@NullMarked
package io.sightline.app.validation;

import org.jspecify.annotations.NullMarked;
