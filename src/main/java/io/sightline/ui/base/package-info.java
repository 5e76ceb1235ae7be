/**
 * What every screen needs: words in the operator's language, and a place for work that must not
 * hold up the screen. Imports no other package of ours but {@code inspection}. Start at {@link
 * io.sightline.ui.base.Words}.
 */
@NullMarked
package io.sightline.ui.base;

import org.jspecify.annotations.NullMarked;
