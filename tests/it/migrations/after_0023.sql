UPDATE sheets SET checked_with = 'ab' WHERE id = 's-draft';
