/**
 * Results in formats for other people and programs: the CSV report, and the export of a line's
 * stored inspections. Only this package and {@code validation} use FastCSV. Imports {@code store}
 * and the layers below it. Start at {@link io.sightline.report.CsvReport}.
 */
@NullMarked
package io.sightline.report;

import org.jspecify.annotations.NullMarked;
