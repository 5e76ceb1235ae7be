/** Tests of the operator's texts. */
@NullMarked
package io.sightline.ui.base;

import org.jspecify.annotations.NullMarked;
