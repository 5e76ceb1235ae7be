/**
 * Results made readable for others: the CSV report, and the export of what the store holds of a
 * line. FastCSV is touched here and in {@code validation} only. Imports {@code store} and the rows
 * below it. Start at {@link io.sightline.report.CsvReport}.
 */
@NullMarked
package io.sightline.report;

import org.jspecify.annotations.NullMarked;
