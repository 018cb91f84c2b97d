package org.alarmcall.feed;

/**
 * Where a page of the feed begins and ends. The log below the head never changes, so its entries can be read later, in
 * pieces, without a transaction.
 *
 * @param after the position that the reader has
 * @param next the position that it will have
 * @param chain the running hash at {@code next}
 * @param head the last position
 * @param entries how many pass the filter
 */
record FeedPage(long after, long next, byte[] chain, long head, long entries) {

    boolean isEmpty() {
        return entries == 0;
    }
}
