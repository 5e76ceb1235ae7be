/**
 * The operator's screen: the newest part with its defects boxed, its verdict, the counts, the
 * latest rejects, start, stop and export. State lives in {@link io.sightline.ui.live.LiveModel},
 * which never accesses a control; views only show it. Imports {@code ui.base}, {@code line}, {@code
 * report} and lower rows. Start at {@link io.sightline.ui.live.OperatorView}.
 */
@NullMarked
package io.sightline.ui.live;

import org.jspecify.annotations.NullMarked;
