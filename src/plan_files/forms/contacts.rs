//! Which columns of a form make a person (联络方式).

use super::Reader;
use crate::domain::forms::{Column, Contacts, Kind};
use crate::domain::ids::ColumnId;
use crate::plan_files::at::At;
use crate::plan_files::problem::say;
use crate::plan_files::raw::ContactsTable;

impl Reader<'_> {
    pub(super) fn contacts(&mut self, table: &ContactsTable, columns: &[Column]) -> Option<Contacts> {
        let is_text = |kind: &Kind| matches!(kind, Kind::Text { .. });
        let name = self.of_kind(Some(&table.name), columns, "text", is_text);
        let role = self.of_kind(table.role.as_ref(), columns, "code", |kind| matches!(kind, Kind::Code(_)));
        let post = self.of_kind(table.post.as_ref(), columns, "text", is_text);
        let phone = self.of_kind(table.phone.as_ref(), columns, "phone", |kind| *kind == Kind::Phone);
        let email = self.of_kind(table.email.as_ref(), columns, "email", |kind| *kind == Kind::Email);
        if let Some(liaison) = &table.liaison {
            match role.as_ref().and_then(|role| columns.iter().find(|column| column.id == *role)) {
                Some(role) => self.values(std::slice::from_ref(liaison), role),
                None if table.role.is_none() => {
                    self.error(liaison.span(), say!("写了 liaison，没写 role", "`liaison` without `role`"))
                        .help(say!("请写上责任类别的字段 role", "name the column of `role`"));
                }
                None => {}
            }
        }
        let liaison = table.liaison.as_ref().map(ToString::to_string);
        Some(Contacts { name: name?, role, post, phone, email, liaison })
    }

    fn of_kind(
        &mut self,
        name: Option<&At<String>>,
        columns: &[Column],
        kind: &str,
        is_right: impl Fn(&Kind) -> bool,
    ) -> Option<ColumnId> {
        let name = name?;
        let column = self.find(name, columns)?;
        if !is_right(&column.kind) {
            let given = name.as_str();
            self.error(
                name.span(),
                say!("字段“{given}”的类型不合用", "the column `{given}` is of the wrong type"),
            )
            .help(say!("这里要用类型为 {kind} 的字段", "name a column of type {kind}"));
        }
        Some(column.id.clone())
    }
}
