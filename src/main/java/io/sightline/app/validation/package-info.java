/**
 * The command {@code validate}: shows a labelled set to the station's own detector and inspector,
 * and says in figures, in a report and in chosen limits how well they judge; the figures themselves
 * are {@code report.validation}'s. Imports {@code app.command} and every row below. Start at {@link
 * io.sightline.app.validation.ValidateCommand}.
 */
@NullMarked
package io.sightline.app.validation;

import org.jspecify.annotations.NullMarked;
