package org.convolex.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page.
 *
 * @param language what follows the fence: {@code java}, {@code sh}, or nothing for what the block before it prints
 * @param text without the fences
 */
record Snippet(String language, String text) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

    /** All blocks of a page, in order. */
    static List<Snippet> of(String page) {
        List<Snippet> snippets = new ArrayList<>();
        Matcher matcher = FENCED.matcher(page);
        while (matcher.find()) {
            snippets.add(new Snippet(matcher.group(1), matcher.group(2)));
        }
        return snippets;
    }
}
