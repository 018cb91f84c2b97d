package org.alarmcall.console.members;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.alarmcall.feed.Receipt;
import org.alarmcall.feed.Receipts;
import org.alarmcall.feed.WithdrawalViews.MemberReceiptView;
import org.alarmcall.feed.WithdrawalViews.WithdrawalView;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Page;

/** How many withdrawals each member is late with, of the newest ones: as many as {@link Receipts} looks at at once. */
@Singleton
class LateReceipts {

    private final Receipts receipts;
    private final Members members;

    LateReceipts(Receipts receipts, Members members) {
        this.receipts = receipts;
        this.members = members;
    }

    /** By the member's slug; who is not late is left out. */
    Map<String, Integer> byMember(Caller caller) {
        Map<String, Integer> late = new HashMap<>();
        for (CollectionRef collection : members.collections(caller)) {
            for (WithdrawalView withdrawal : receipts.list(
                            caller, collection, Receipt.State.LATE, null, null, Page.MAX_LIMIT)
                    .items()) {
                for (MemberReceiptView receipt :
                        Objects.requireNonNullElse(withdrawal.members(), List.<MemberReceiptView>of())) {
                    if (receipt.state().equals(Receipt.State.LATE.wire())) {
                        late.merge(receipt.member(), 1, Integer::sum);
                    }
                }
            }
        }
        return late;
    }
}
