/**
 * What several parts of the operator's screen are made of: icons, the marks and words of verdicts,
 * the button that must be held. Knows no line and no state. Of our packages, imports only {@code
 * ui.base} and {@code inspection}. Start at {@link io.sightline.ui.live.control.Marked}.
 */
@NullMarked
package io.sightline.ui.live.control;

import org.jspecify.annotations.NullMarked;
