Instance: chronic-conditions-icd-10-cm
InstanceOf: ConceptMap
Usage: #definition
Title: "ICD-10-CM codes of chronic conditions"
Description: """Which ICD-10-CM codes make which chronic condition, and whether they count. A code stands for itself and all codes below it; where several rows of one category fit, the longest code decides. From the code sets of the CMS Chronic Conditions Data Warehouse as published in 2022, with codes that are newer or missing there (comment Product); the standing is the product's proposal, not Medicare's. For injuries the seventh character decides: only a sequela (S) counts."""
* url = "https://ccm-on-fhir.org/ig/ConceptMap/chronic-conditions-icd-10-cm"
* name = "ChronicConditionsIcd10Cm"
* title = "ICD-10-CM codes of chronic conditions"
* status = #active
* experimental = false
* group[0].source = "http://hl7.org/fhir/sid/icd-10-cm"
* group[0].target = "https://ccm-on-fhir.org/ig/CodeSystem/ccm-chronic-condition"

// acute-myocardial-infarction
* insert Ccw(I21, acute-myocardial-infarction, never)
* insert Ccw(I22, acute-myocardial-infarction, never)
* insert Ccw(I23, acute-myocardial-infarction, never)

// alzheimers-disease
* insert Ccw(G30, alzheimers-disease, counts)

// anemia
* insert Ccw(D50, anemia, review)
* insert Ccw(D51, anemia, review)
* insert Ccw(D52, anemia, review)
* insert Ccw(D53, anemia, review)
* insert Ccw(D55, anemia, review)
* insert Ccw(D56, anemia, review)
* insert Ccw(D58, anemia, review)
* insert Ccw(D59, anemia, review)
* insert Ccw(D60, anemia, review)
* insert Ccw(D61, anemia, review)
* insert Ccw(D63, anemia, review)
* insert Ccw(D64, anemia, review)
* insert Ccw(D47.4, anemia, review)
* insert Ccw(C94.6, anemia, review)
* insert Ccw(D75.81, anemia, review)
* insert Ccw(D63.1, anemia, counts)
* insert Ccw(D46, anemia, counts)

// sickle-cell-disease
* insert Ccw(D57, sickle-cell-disease, counts)

// asthma
* insert Ccw(J45, asthma, counts)

// atrial-fibrillation
* insert Ccw(I48, atrial-fibrillation, counts)

// benign-prostatic-hyperplasia
* insert Ccw(N40, benign-prostatic-hyperplasia, review)

// cancer-breast
* insert Ccw(C50, cancer-breast, counts)
* insert Ccw(D05, cancer-breast, counts)
* insert Ccw(Z17.0, cancer-breast, never)
* insert Ccw(Z17.1, cancer-breast, never)
* insert Ccw(Z19.1, cancer-breast, never)
* insert Ccw(Z19.2, cancer-breast, never)
* insert Ccw(Z85.3, cancer-breast, never)
* insert Ccw(Z86.000, cancer-breast, never)

// cancer-colorectal
* insert Ccw(C18, cancer-colorectal, counts)
* insert Ccw(C19, cancer-colorectal, counts)
* insert Ccw(C20, cancer-colorectal, counts)
* insert Ccw(C49.A4, cancer-colorectal, counts)
* insert Ccw(C49.A5, cancer-colorectal, counts)
* insert Ccw(D01.0, cancer-colorectal, counts)
* insert Ccw(D01.1, cancer-colorectal, counts)
* insert Ccw(D01.2, cancer-colorectal, counts)
* insert Ccw(Z85.03, cancer-colorectal, never)
* insert Ccw(Z85.04, cancer-colorectal, never)

// cancer-endometrial
* insert Ccw(C54, cancer-endometrial, counts)
* insert Ccw(D07.0, cancer-endometrial, counts)
* insert Ccw(Z85.42, cancer-endometrial, never)

// cancer-lung
* insert Ccw(C34, cancer-lung, counts)
* insert Ccw(D02.2, cancer-lung, counts)
* insert Ccw(Z85.11, cancer-lung, never)

// cancer-prostate
* insert Ccw(C61, cancer-prostate, counts)
* insert Ccw(D07.5, cancer-prostate, counts)
* insert Ccw(Z85.46, cancer-prostate, never)

// cancer-urologic
* insert Ccw(C64, cancer-urologic, counts)
* insert Ccw(C65, cancer-urologic, counts)
* insert Ccw(C66, cancer-urologic, counts)
* insert Ccw(C68, cancer-urologic, counts)
* insert Ccw(D09.1, cancer-urologic, counts)
* insert Own(C67, cancer-urologic, counts)
* insert Own(D09.0, cancer-urologic, counts)
* insert Ccw(Z85.52, cancer-urologic, never)
* insert Ccw(Z85.53, cancer-urologic, never)
* insert Ccw(Z85.54, cancer-urologic, never)
* insert Ccw(Z85.59, cancer-urologic, never)

// cataract
* insert Ccw(H25, cataract, never)
* insert Ccw(H26, cataract, never)
* insert Ccw(Q12.0, cataract, never)
* insert Ccw(E08.36, cataract, never)
* insert Ccw(E09.36, cataract, never)
* insert Ccw(E10.36, cataract, never)
* insert Ccw(E11.36, cataract, never)
* insert Ccw(E13.36, cataract, never)

// chronic-kidney-disease
* insert Ccw(N18, chronic-kidney-disease, counts)
* insert Ccw(N18.6, chronic-kidney-disease, counts)
* insert EndStageRenal

// hypertension
* insert Ccw(I12, hypertension, counts)
* insert CcwToo(chronic-kidney-disease, counts)
* insert Ccw(I13, hypertension, counts)
* insert CcwToo(chronic-kidney-disease, counts)

// chronic-kidney-disease
* insert Ccw(E08.2, chronic-kidney-disease, counts)
* insert Ccw(E09.2, chronic-kidney-disease, counts)
* insert Ccw(E10.2, chronic-kidney-disease, counts)
* insert Ccw(E11.2, chronic-kidney-disease, counts)
* insert Ccw(E13.2, chronic-kidney-disease, counts)
* insert Ccw(N01, chronic-kidney-disease, review)
* insert Ccw(N02, chronic-kidney-disease, review)
* insert Ccw(N03, chronic-kidney-disease, review)
* insert Ccw(N04, chronic-kidney-disease, review)
* insert Ccw(N05, chronic-kidney-disease, review)
* insert Ccw(N06, chronic-kidney-disease, review)
* insert Ccw(N07, chronic-kidney-disease, review)
* insert Ccw(N08, chronic-kidney-disease, review)
* insert Ccw(N14, chronic-kidney-disease, review)
* insert Ccw(N15.0, chronic-kidney-disease, review)
* insert Ccw(N15.8, chronic-kidney-disease, review)
* insert Ccw(N15.9, chronic-kidney-disease, review)
* insert Ccw(N16, chronic-kidney-disease, review)
* insert Ccw(N25.1, chronic-kidney-disease, review)
* insert Ccw(N25.89, chronic-kidney-disease, review)
* insert Ccw(N25.9, chronic-kidney-disease, review)
* insert Ccw(N26.1, chronic-kidney-disease, review)
* insert Ccw(N26.9, chronic-kidney-disease, review)
* insert Ccw(N99.0, chronic-kidney-disease, review)
* insert Ccw(Q61, chronic-kidney-disease, review)
* insert Ccw(M10.3, chronic-kidney-disease, review)
* insert Ccw(M32.14, chronic-kidney-disease, review)
* insert Ccw(M32.15, chronic-kidney-disease, review)
* insert Ccw(M35.04, chronic-kidney-disease, review)
* insert Ccw(M35.0A, chronic-kidney-disease, review)
* insert Ccw(A18.11, chronic-kidney-disease, review)
* insert Ccw(A52.75, chronic-kidney-disease, review)
* insert Ccw(B52.0, chronic-kidney-disease, review)
* insert Ccw(K76.7, chronic-kidney-disease, review)

// copd
* insert Ccw(J41, copd, counts)
* insert Ccw(J42, copd, counts)
* insert Ccw(J43, copd, counts)
* insert Ccw(J44, copd, counts)
* insert Ccw(J47, copd, counts)
* insert Ccw(J40, copd, review)
* insert Ccw(J98.2, copd, review)
* insert Ccw(J98.3, copd, review)

// depression
* insert Ccw(F32, depression, counts)
* insert Ccw(F33, depression, counts)
* insert Ccw(F34.0, depression, counts)
* insert Ccw(F34.1, depression, counts)
* insert Ccw(F06.31, depression, counts)
* insert Ccw(F06.32, depression, counts)
* insert Ccw(F43.21, depression, review)
* insert Ccw(F43.23, depression, review)

// bipolar-disorder
* insert Ccw(F31, bipolar-disorder, counts)
* insert Ccw(F30, bipolar-disorder, counts)

// diabetes
* insert Ccw(E08, diabetes, counts)
* insert Ccw(E09, diabetes, counts)
* insert Ccw(E10, diabetes, counts)
* insert Ccw(E11, diabetes, counts)
* insert Ccw(E13, diabetes, counts)
* insert Own(E11.A, diabetes, review)
* insert Own(E10.A, diabetes, review)

// glaucoma
* insert Ccw(H40, glaucoma, counts)
* insert Ccw(H42, glaucoma, counts)
* insert Ccw(H44.51, glaucoma, counts)
* insert Ccw(H47.23, glaucoma, counts)
* insert Ccw(Q15.0, glaucoma, counts)

// heart-failure
* insert Ccw(I50, heart-failure, counts)
* insert Ccw(I42.0, heart-failure, counts)
* insert Ccw(I42.5, heart-failure, counts)
* insert Ccw(I42.6, heart-failure, counts)
* insert Ccw(I42.7, heart-failure, counts)
* insert Ccw(I42.8, heart-failure, counts)
* insert Ccw(I43, heart-failure, counts)
* insert Ccw(I11.0, heart-failure, counts)
* insert Ccw(I13.0, heart-failure, counts)
* insert Ccw(I13.2, heart-failure, counts)
* insert Ccw(I09.81, heart-failure, counts)
* insert Ccw(P29.0, heart-failure, counts)
* insert Own(I42.1, heart-failure, counts)
* insert Own(I42.2, heart-failure, counts)
* insert Own(I42.9, heart-failure, counts)

// hip-fracture
* insert Ccw(S72.0, hip-fracture, never)
* insert Ccw(S72.1, hip-fracture, never)
* insert Ccw(S72.2, hip-fracture, never)
* insert Ccw(S32.3, hip-fracture, never)
* insert Ccw(S32.4, hip-fracture, never)
* insert Ccw(S32.5, hip-fracture, never)
* insert Ccw(S32.6, hip-fracture, never)
* insert Ccw(S32.8, hip-fracture, never)
* insert Ccw(S32.9, hip-fracture, never)
* insert Ccw(M80.05, hip-fracture, never)
* insert Ccw(M80.85, hip-fracture, never)
* insert Ccw(M84.35, hip-fracture, never)
* insert Ccw(M84.45, hip-fracture, never)
* insert Ccw(M84.55, hip-fracture, never)
* insert Ccw(M84.65, hip-fracture, never)
* insert Ccw(M97.0, hip-fracture, never)
* insert Ccw(S79.0, hip-fracture, never)

// hyperlipidemia
* insert Ccw(E78.0, hyperlipidemia, review)
* insert Ccw(E78.1, hyperlipidemia, review)
* insert Ccw(E78.2, hyperlipidemia, review)
* insert Ccw(E78.3, hyperlipidemia, review)
* insert Ccw(E78.4, hyperlipidemia, review)
* insert Ccw(E78.5, hyperlipidemia, review)

// hypertension
* insert Ccw(I10, hypertension, counts)
* insert Ccw(I11, hypertension, counts)
* insert Ccw(I15, hypertension, counts)
* insert Ccw(N26.2, hypertension, counts)
* insert Ccw(I67.4, hypertension, counts)
* insert Ccw(H35.03, hypertension, counts)
* insert Own(I1A, hypertension, counts)

// hypothyroidism
* insert Ccw(E00, hypothyroidism, review)
* insert Ccw(E01.8, hypothyroidism, review)
* insert Ccw(E02, hypothyroidism, review)
* insert Ccw(E03, hypothyroidism, review)
* insert Ccw(E89.0, hypothyroidism, review)

// ischemic-heart-disease
* insert Ccw(I20, ischemic-heart-disease, counts)
* insert Ccw(I24, ischemic-heart-disease, counts)
* insert Ccw(I25, ischemic-heart-disease, counts)

// dementia
* insert Ccw(F01, dementia, counts)
* insert Ccw(F02, dementia, counts)
* insert Ccw(F03, dementia, counts)
* insert Ccw(G31.01, dementia, counts)
* insert Ccw(G31.09, dementia, counts)
* insert Ccw(G31.1, dementia, counts)
* insert Ccw(G31.2, dementia, counts)
* insert Ccw(G31.83, dementia, counts)
* insert CcwToo(parkinsons-disease, counts)
* insert Ccw(G13.8, dementia, counts)
* insert Ccw(G94, dementia, counts)
* insert Ccw(R41.81, dementia, review)
* insert Ccw(F05, dementia, never)

// osteoporosis
* insert Ccw(M80, osteoporosis, counts)
* insert Ccw(M81, osteoporosis, counts)

// parkinsons-disease
* insert Ccw(G20, parkinsons-disease, counts)
* insert Ccw(G21, parkinsons-disease, counts)

// pneumonia
* insert Ccw(J09, pneumonia, never)
* insert Ccw(J10, pneumonia, never)
* insert Ccw(J11, pneumonia, never)
* insert Ccw(J12, pneumonia, never)
* insert Ccw(J13, pneumonia, never)
* insert Ccw(J14, pneumonia, never)
* insert Ccw(J15, pneumonia, never)
* insert Ccw(J16, pneumonia, never)
* insert Ccw(J17, pneumonia, never)
* insert Ccw(J18, pneumonia, never)
* insert Ccw(J84.11, pneumonia, never)
* insert Ccw(J84.17, pneumonia, never)
* insert Ccw(J84.2, pneumonia, never)
* insert Ccw(Z87.01, pneumonia, never)

// arthritis
* insert Ccw(M05, arthritis, counts)
* insert Ccw(M06, arthritis, counts)
* insert Ccw(M08, arthritis, counts)
* insert Ccw(M15, arthritis, counts)
* insert Ccw(M16, arthritis, counts)
* insert Ccw(M17, arthritis, counts)
* insert Ccw(M18, arthritis, counts)
* insert Ccw(M19, arthritis, counts)
* insert Ccw(M45, arthritis, counts)
* insert Ccw(M46.8, arthritis, counts)
* insert Ccw(M46.9, arthritis, counts)
* insert Ccw(M47, arthritis, counts)
* insert Ccw(M48.8X, arthritis, counts)
* insert Ccw(L40.5, arthritis, counts)

// stroke
* insert Ccw(I60, stroke, never)
* insert Ccw(I61, stroke, never)
* insert Ccw(I62, stroke, never)
* insert Ccw(I63, stroke, never)
* insert Ccw(G45, stroke, never)
* insert Ccw(G46, stroke, never)
* insert Ccw(G97.3, stroke, never)
* insert Ccw(I67.84, stroke, never)
* insert Ccw(I67.89, stroke, never)
* insert Ccw(I97.81, stroke, never)
* insert Ccw(I97.82, stroke, never)
* insert Own(I69, stroke, counts)

// adhd-conduct-disorder
* insert Ccw(F63, adhd-conduct-disorder, review)
* insert Ccw(F90, adhd-conduct-disorder, review)
* insert Ccw(F91, adhd-conduct-disorder, review)

// alcohol-use-disorder
* insert Ccw(F10, alcohol-use-disorder, counts)
* insert Ccw(K70, alcohol-use-disorder, counts)
* insert CcwToo(liver-disease, review)

// anxiety
* insert Ccw(F40, anxiety, review)
* insert Ccw(F41, anxiety, review)
* insert Ccw(F42, anxiety, review)
* insert Ccw(F43, anxiety, review)

// ptsd
* insert Ccw(F43.1, ptsd, counts)

// autism
* insert Ccw(F84, autism, counts)

// cerebral-palsy
* insert Ccw(G80, cerebral-palsy, counts)

// cystic-fibrosis
* insert Ccw(E84, cystic-fibrosis, counts)
* insert Ccw(E70, cystic-fibrosis, counts)
* insert Ccw(E71, cystic-fibrosis, counts)
* insert Ccw(E72, cystic-fibrosis, counts)
* insert Ccw(E74, cystic-fibrosis, counts)

// drug-use-disorder
* insert Ccw(F12, drug-use-disorder, counts)
* insert Ccw(F13, drug-use-disorder, counts)
* insert Ccw(F14, drug-use-disorder, counts)
* insert Ccw(F15, drug-use-disorder, counts)
* insert Ccw(F16, drug-use-disorder, counts)
* insert Ccw(F18, drug-use-disorder, counts)
* insert Ccw(F19, drug-use-disorder, counts)
* insert Ccw(F55, drug-use-disorder, counts)

// opioid-use-disorder
* insert Ccw(F11, opioid-use-disorder, counts)

// epilepsy
* insert Ccw(G40, epilepsy, counts)

// chronic-pain
* insert Ccw(M79.7, chronic-pain, review)
* insert Ccw(G89, chronic-pain, review)
* insert Ccw(M54, chronic-pain, review)
* insert Ccw(R53.82, chronic-pain, review)
* insert Own(G89.1, chronic-pain, never)

// hepatitis-b
* insert Ccw(B18.0, hepatitis-b, counts)
* insert Ccw(B18.1, hepatitis-b, counts)

// hepatitis-c
* insert Ccw(B18.2, hepatitis-c, counts)

// hiv
* insert Ccw(B20, hiv, counts)
* insert Ccw(Z21, hiv, counts)

// intellectual-disability
* insert Ccw(F70, intellectual-disability, counts)
* insert Ccw(F71, intellectual-disability, counts)
* insert Ccw(F72, intellectual-disability, counts)
* insert Ccw(F73, intellectual-disability, counts)
* insert Ccw(F74, intellectual-disability, counts)
* insert Ccw(F75, intellectual-disability, counts)
* insert Ccw(F76, intellectual-disability, counts)
* insert Ccw(F77, intellectual-disability, counts)
* insert Ccw(F78, intellectual-disability, counts)
* insert Ccw(F79, intellectual-disability, counts)
* insert Ccw(Q90, intellectual-disability, counts)
* insert Ccw(Q91, intellectual-disability, counts)
* insert Ccw(Q92, intellectual-disability, counts)
* insert Ccw(Q93, intellectual-disability, counts)

// learning-disability
* insert Ccw(F80, learning-disability, review)
* insert Ccw(F81, learning-disability, review)
* insert Ccw(F82, learning-disability, review)

// leukemia-lymphoma
* insert Ccw(C81, leukemia-lymphoma, counts)
* insert Ccw(C82, leukemia-lymphoma, counts)
* insert Ccw(C83, leukemia-lymphoma, counts)
* insert Ccw(C84, leukemia-lymphoma, counts)
* insert Ccw(C85, leukemia-lymphoma, counts)
* insert Ccw(C86, leukemia-lymphoma, counts)
* insert Ccw(C87, leukemia-lymphoma, counts)
* insert Ccw(C88, leukemia-lymphoma, counts)
* insert Ccw(C89, leukemia-lymphoma, counts)
* insert Ccw(C90, leukemia-lymphoma, counts)
* insert Ccw(C91, leukemia-lymphoma, counts)
* insert Ccw(C92, leukemia-lymphoma, counts)
* insert Ccw(C93, leukemia-lymphoma, counts)
* insert Ccw(C94, leukemia-lymphoma, counts)
* insert Ccw(C95, leukemia-lymphoma, counts)
* insert Ccw(C96, leukemia-lymphoma, counts)

// liver-disease
* insert Ccw(K70.3, liver-disease, counts)
* insert Ccw(K74, liver-disease, counts)
* insert Ccw(K71, liver-disease, review)
* insert Ccw(K72, liver-disease, review)
* insert Ccw(K73, liver-disease, review)
* insert Ccw(K75, liver-disease, review)
* insert Ccw(K76, liver-disease, review)
* insert Ccw(K77, liver-disease, review)
* insert Ccw(K80, liver-disease, review)
* insert Ccw(K83.0, liver-disease, review)
* insert Ccw(Z94.4, liver-disease, review)

// migraine
* insert Ccw(G43, migraine, review)
* insert Ccw(G44, migraine, review)

// mobility-impairment
* insert Ccw(G81, mobility-impairment, counts)
* insert Ccw(G82, mobility-impairment, counts)
* insert Ccw(G83, mobility-impairment, counts)

// multiple-sclerosis
* insert Ccw(G35, multiple-sclerosis, counts)
* insert Ccw(G36, multiple-sclerosis, counts)
* insert Ccw(G37, multiple-sclerosis, counts)

// muscular-dystrophy
* insert Ccw(G71, muscular-dystrophy, counts)

// obesity
* insert Ccw(E66.01, obesity, counts)
* insert Own(E66.81, obesity, counts)
* insert Ccw(E66, obesity, review)
* insert Ccw(Z68, obesity, review)

// peripheral-vascular-disease
* insert Ccw(I70, peripheral-vascular-disease, counts)
* insert Ccw(I73, peripheral-vascular-disease, counts)
* insert Ccw(E08.51, peripheral-vascular-disease, counts)
* insert Ccw(E09.51, peripheral-vascular-disease, counts)
* insert Ccw(E10.51, peripheral-vascular-disease, counts)
* insert Ccw(E11.51, peripheral-vascular-disease, counts)
* insert Ccw(E13.51, peripheral-vascular-disease, counts)

// personality-disorder
* insert Ccw(F21, personality-disorder, review)
* insert Ccw(F60, personality-disorder, review)

// chronic-ulcer
* insert Ccw(L89, chronic-ulcer, counts)
* insert Ccw(L97, chronic-ulcer, counts)
* insert Ccw(L98.4, chronic-ulcer, counts)
* insert Ccw(L98, chronic-ulcer, review)

// schizophrenia
* insert Ccw(F20, schizophrenia, counts)
* insert Ccw(F25, schizophrenia, counts)

// visual-impairment
* insert Ccw(H54, visual-impairment, review)

// hearing-impairment
* insert Ccw(H90, hearing-impairment, review)
* insert Ccw(H91, hearing-impairment, review)

// spina-bifida
* insert Ccw(Q05, spina-bifida, counts)

// spinal-cord-injury
* insert Ccw(S14, spinal-cord-injury, review)
* insert Ccw(S24, spinal-cord-injury, review)
* insert Ccw(S34, spinal-cord-injury, review)

// tobacco-use
* insert Ccw(F17, tobacco-use, review)
* insert Ccw(Z72.0, tobacco-use, review)

// traumatic-brain-injury
* insert Ccw(S06, traumatic-brain-injury, review)
* insert Ccw(F07, traumatic-brain-injury, review)

// cancer
* insert Own(C00, cancer, counts)
* insert Own(C01, cancer, counts)
* insert Own(C02, cancer, counts)
* insert Own(C03, cancer, counts)
* insert Own(C04, cancer, counts)
* insert Own(C05, cancer, counts)
* insert Own(C06, cancer, counts)
* insert Own(C07, cancer, counts)
* insert Own(C08, cancer, counts)
* insert Own(C09, cancer, counts)
* insert Own(C10, cancer, counts)
* insert Own(C11, cancer, counts)
* insert Own(C12, cancer, counts)
* insert Own(C13, cancer, counts)
* insert Own(C14, cancer, counts)
* insert Own(C15, cancer, counts)
* insert Own(C16, cancer, counts)
* insert Own(C17, cancer, counts)
* insert Own(C21, cancer, counts)
* insert Own(C22, cancer, counts)
* insert Own(C23, cancer, counts)
* insert Own(C24, cancer, counts)
* insert Own(C25, cancer, counts)
* insert Own(C26, cancer, counts)
* insert Own(C30, cancer, counts)
* insert Own(C31, cancer, counts)
* insert Own(C32, cancer, counts)
* insert Own(C33, cancer, counts)
* insert Own(C37, cancer, counts)
* insert Own(C38, cancer, counts)
* insert Own(C39, cancer, counts)
* insert Own(C40, cancer, counts)
* insert Own(C41, cancer, counts)
* insert Own(C43, cancer, counts)
* insert Own(C45, cancer, counts)
* insert Own(C46, cancer, counts)
* insert Own(C47, cancer, counts)
* insert Own(C48, cancer, counts)
* insert Own(C49, cancer, counts)
* insert Own(C51, cancer, counts)
* insert Own(C52, cancer, counts)
* insert Own(C53, cancer, counts)
* insert Own(C55, cancer, counts)
* insert Own(C56, cancer, counts)
* insert Own(C57, cancer, counts)
* insert Own(C58, cancer, counts)
* insert Own(C60, cancer, counts)
* insert Own(C62, cancer, counts)
* insert Own(C63, cancer, counts)
* insert Own(C69, cancer, counts)
* insert Own(C70, cancer, counts)
* insert Own(C71, cancer, counts)
* insert Own(C72, cancer, counts)
* insert Own(C73, cancer, counts)
* insert Own(C74, cancer, counts)
* insert Own(C75, cancer, counts)
* insert Own(C76, cancer, counts)
* insert Own(C77, cancer, counts)
* insert Own(C78, cancer, counts)
* insert Own(C79, cancer, counts)
* insert Own(C7A, cancer, counts)
* insert Own(C7B, cancer, counts)
* insert Own(C80, cancer, counts)
* insert Own(C44, cancer, review)

// heart-valve-disease
* insert Own(I34, heart-valve-disease, counts)
* insert Own(I35, heart-valve-disease, counts)
* insert Own(I05, heart-valve-disease, review)
* insert Own(I06, heart-valve-disease, review)
* insert Own(I07, heart-valve-disease, review)
* insert Own(I08, heart-valve-disease, review)
* insert Own(I36, heart-valve-disease, review)
* insert Own(I37, heart-valve-disease, review)

// interstitial-lung-disease
* insert Own(J84.1, interstitial-lung-disease, review)

// lupus
* insert Own(M32, lupus, counts)
* insert Own(L93.0, lupus, counts)

// gout
* insert Own(M10, gout, review)
* insert Own(M1A, gout, review)

// metabolic-syndrome
* insert Own(E88.81, metabolic-syndrome, review)

// sleep-apnea
* insert Own(G47.3, sleep-apnea, review)

// transplant
* insert Own(Z94.0, transplant, review)

// reflux-disease
* insert Own(K21, reflux-disease, review)

// none
* insert Own(R73, none, never)
* insert Own(O24, none, never)
* insert Own(L20, none, never)
* insert Own(J30, none, never)
* insert Own(J32, none, never)

// dialysis says end-stage renal disease, in whatever stage the chart's kidney disease stands
* insert Own(Z99.2, chronic-kidney-disease, review)
* insert EndStageRenal
