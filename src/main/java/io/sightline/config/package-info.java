/**
 * Typed settings and recipes in JSON files; unknown or wrong keys are refused with file, line and
 * what was expected. Also reads other tools' JSON, YAML and text, and writes files atomically
 * ({@link io.sightline.config.WholeFile}), and says which operating system this is. The only
 * package that uses Jackson and SnakeYAML. Imports {@code inspection}. Start at {@link
 * io.sightline.config.Settings}.
 */
@NullMarked
package io.sightline.config;

import org.jspecify.annotations.NullMarked;
