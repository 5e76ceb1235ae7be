/**
 * What is kept: inspections in SQLite, pictures of rejects in an archive of files. JDBC is touched
 * here only. Imports {@code config}, {@code image} and {@code inspection}. Start at {@link
 * io.sightline.store.InspectionStore}, kept by {@link io.sightline.store.SqliteStore}, and {@link
 * io.sightline.store.ImageArchive}, kept by {@link io.sightline.store.ImageFolder}, both in a
 * {@link io.sightline.store.DataDirectory}.
 */
@NullMarked
package io.sightline.store;

import org.jspecify.annotations.NullMarked;
