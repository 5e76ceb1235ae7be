/**
 * Typed settings and recipes, read from and written to JSON files; unknown or wrong keys are
 * refused with file, line and what was expected. Other tools' JSON, YAML and text are read here,
 * too, and any file of ours is put in its place by {@link io.sightline.config.WholeFile}. The only
 * place that touches Jackson and SnakeYAML. Imports {@code inspection}. Start at {@link
 * io.sightline.config.Settings}.
 */
@NullMarked
package io.sightline.config;

import org.jspecify.annotations.NullMarked;
