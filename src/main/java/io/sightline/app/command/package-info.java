/**
 * The parts shared by the commands: the console, the exceptions that end them, the arguments that
 * name sources, engines, recipes and folders, and looks that tell a picture without an answer from
 * a broken detector. Knows no command. Start at {@link io.sightline.app.command.Console}.
 */
@NullMarked
package io.sightline.app.command;

import org.jspecify.annotations.NullMarked;
