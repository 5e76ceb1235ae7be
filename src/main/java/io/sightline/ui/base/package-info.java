/**
 * What every screen needs: words in the operator's language, and a place for work that must not
 * block the screen. Of our packages, imports only {@code inspection}. Start at {@link
 * io.sightline.ui.base.Words}.
 */
@NullMarked
package io.sightline.ui.base;

import org.jspecify.annotations.NullMarked;
