CodeSystem: CcmRole
Id: ccm-role
Title: "Roles of a token"
Description: "What whoever acts is to the practice, as the token says: it decides what they may do (`AuditEvent.agent.role`)."
* ^caseSensitive = true
* ^experimental = false
* #administrator "Administrator" "Sets up the practice: users, settings, connections."
* #billing-practitioner "Billing practitioner" "Physician or other practitioner who may bill, attests and sets complexity."
* #clinical-staff "Clinical staff" "Works under the practitioner's general supervision."
* #biller "Biller" "Closes months and writes claims; changes no clinical data."
* #auditor "Auditor" "Reads everything, the audit trail too; writes nothing."
* #payer "Payer" "Reads of its own members what payment needs."
* #patient "Patient" "Reads the own record."
* #unconfirmed "Not confirmed" "Came from an EHR; an administrator has not confirmed a role yet."
* #unknown "Not known" "It is not known who it was."
