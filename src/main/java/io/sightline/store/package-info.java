/**
 * Keeps inspections in SQLite and pictures of rejects in an archive of files. The only package that
 * uses JDBC. Imports {@code config}, {@code image} and {@code inspection}. Start at {@link
 * io.sightline.store.InspectionStore}, implemented by {@link io.sightline.store.SqliteStore}, what
 * {@link io.sightline.store.StoreReader} reads of it, and {@link io.sightline.store.ImageArchive},
 * implemented by {@link io.sightline.store.ImageFolder}, both in a {@link
 * io.sightline.store.DataDirectory}.
 */
@NullMarked
package io.sightline.store;

import org.jspecify.annotations.NullMarked;
