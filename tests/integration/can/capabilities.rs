//! `capabilities`: the table.

use serde_json::json;
use snapbox::{IntoData, assert_data_eq, str};

use crate::support::Workspace;

#[test]
fn the_table_of_capabilities() {
    let w = Workspace::new(&[]);
    let text = w.ok(&["capabilities"]);
    assert!(text.lines().all(|line| line.chars().count() <= 80));
    assert_data_eq!(
        text,
        str![[r#"
                                                  external      guest
    capability                        short       2019   2021   2019   2021
 1  chat-across-organisations         chat        yes    yes    yes    yes
 2  call-across-organisations         call        yes    yes    yes    yes
 3  see-availability                              yes    yes    yes 1  yes 1
 4  search-users-in-external-tenants  find        yes 2  yes 2  no     no
 5  share-files                       files       no     no     yes    yes
 6  access-teams-resources            teams       no     no     yes    yes
 7  be-added-to-group-chat            group-chat  no     no     yes    yes
 8  be-added-to-meeting               meeting     yes    yes    yes    yes
 9  add-users-to-chat-with-external               no 3   -      n/a    -
10  identified-as-external-party                  yes    yes    yes    yes
11  presence-displayed                presence    yes    yes    yes    yes
12  out-of-office-shown                           no     no     yes    yes
13  block-individual-user                         no     no     yes    yes
14  mentions                                      no     yes 4  yes    yes
15  private-calls                                 yes    yes    yes    yes
16  ip-video                          video       yes    yes    yes    yes
17  screen-sharing                    screen      no     yes 4  yes    yes
18  meet-now                                      no     no     yes    yes
19  edit-sent-messages                            no     yes 4  yes    yes
20  delete-sent-messages                          no     yes 4  yes    yes
21  giphy                                         no     yes 4  yes    yes
22  memes                                         no     yes 4  yes    yes
23  stickers                                      no     yes 4  yes    yes

 1  only if the person was added as a guest and is signed in to the hosting
    organisation as that guest
 2  only by e-mail or SIP address, not by name
 3  chat with people of other organisations is one-to-one only
 4  only in a one-to-one chat between two people who both use Teams only
 -  this edition has no such row

What the host's settings take away from its guests
  everything                 guest_access.enabled: false
  chat-across-organisations  guest_access.messaging.chat: false
  call-across-organisations  guest_access.calling.private_calls: false
  share-files                sharepoint.sharing: disabled
  share-files                groups.guests_access_content: false
  access-teams-resources     groups.guests_access_content: false
  be-added-to-group-chat     guest_access.messaging.chat: false
  private-calls              guest_access.calling.private_calls: false
  ip-video                   guest_access.meeting.ip_video: false
  screen-sharing             guest_access.meeting.screen_sharing: disabled
  meet-now                   guest_access.meeting.meet_now: false
  edit-sent-messages         guest_access.messaging.edit_sent_messages: false
  delete-sent-messages       guest_access.messaging.delete_sent_messages: false
  giphy                      guest_access.messaging.giphy: false
  memes                      guest_access.messaging.memes: false
  stickers                   guest_access.messaging.stickers: false

                external access              guest access
granted to      a whole domain               one person
granted by      the tenant's administrator   a team owner, once the
                                             administrator has switched it on
resources       none: one-to-one chat,       the teams that the person was
                calls and presence           invited to: their channels, files
                                             and chats
team            impossible                   that is what it is for
collaboration,
channels,
files
default         on, for all domains          on since February 2021 unless set;
                                             off before
either or both  both may be used together    recommended for fuller
                                             collaboration
delay           none stated                  up to 24 hours after the last step
the other side  must allow your domain too   must let its people be guests
                                             elsewhere; it does by default

Answers rest on the edition of 2021 unless guestlist.yaml says capabilities:
2019.

"#]]
        .raw()
    );
    let (_, document) = w.json(&["capabilities"]);
    let rows = document["capabilities"].as_array().unwrap();
    assert_eq!(rows.len(), 23);
    assert_eq!(
        rows[8],
        json!({
            "number": 9, "id": "add-users-to-chat-with-external", "short": null,
            "editions": {
                "2019": {
                    "external": "no", "guest": "n/a", "guest_condition": null,
                    "external_condition": "chat with people of other organisations is one-to-one only",
                },
                "2021": {
                    "external": null, "guest": null,
                    "external_condition": null, "guest_condition": null,
                },
            },
            "gates": [],
        })
    );
}
