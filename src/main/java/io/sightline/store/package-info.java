/**
 * What is kept: inspections in SQLite, pictures of rejects in an archive of files. JDBC is touched
 * here only. Imports {@code image}, {@code config} and {@code inspection}. Start at {@link
 * io.sightline.store.InspectionStore}.
 */
@NullMarked
package io.sightline.store;

import org.jspecify.annotations.NullMarked;
