/** Tests of the reports. */
@NullMarked
package io.sightline.report;

import org.jspecify.annotations.NullMarked;
