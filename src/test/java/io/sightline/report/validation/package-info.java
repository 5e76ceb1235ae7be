@NullMarked
package io.sightline.report.validation;

import org.jspecify.annotations.NullMarked;
