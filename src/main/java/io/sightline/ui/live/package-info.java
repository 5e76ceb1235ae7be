/**
 * The operator's screen: the newest part with its defects boxed, its verdict, the counts, the
 * latest rejects, start, stop and export. This package arranges the screen and has its bars, its
 * panel and its keys; the packages below it, which do not know it, have the rest. {@code model} is
 * the state and never accesses a control, {@code picture} the pictures of parts, {@code banner}
 * what is said and asked, {@code control} what these share. Imports them, {@code ui.base}, {@code
 * line}, {@code report} and lower rows. Start at {@link io.sightline.ui.live.OperatorView}.
 */
@NullMarked
package io.sightline.ui.live;

import org.jspecify.annotations.NullMarked;
