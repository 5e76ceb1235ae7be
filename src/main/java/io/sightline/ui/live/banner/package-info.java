/**
 * The banners, which say or ask something without covering the verdict: alarms, the export, closing
 * the station, details. Imports {@code ui.live.model}, {@code ui.live.control}, {@code ui.base},
 * {@code line}, {@code report} and lower rows. Start at {@link
 * io.sightline.ui.live.banner.AlarmStack}.
 */
@NullMarked
package io.sightline.ui.live.banner;

import org.jspecify.annotations.NullMarked;
