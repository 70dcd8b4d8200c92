package org.foresign.ui.screen;

import org.kordamp.ikonli.feather.Feather;

/**
 * A place that the rail leads to.
 *
 * @param key of its name among the texts, and its id
 */
public record Place(String key, Feather icon) {}
