CodeSystem: CcmChronicCondition
Id: ccm-chronic-condition
Title: "Chronic condition categories"
Description: """Kinds of chronic condition. However many codes of a kind a chart holds, it counts once. The kinds are those of the CMS Chronic Conditions Data Warehouse (30 conditions, and other chronic or potentially disabling conditions), with a few of our own. A kind below another is its special case: the general one is not counted beside it. Medicare has no closed list of conditions for care management; the billing practitioner's judgement decides."""
* ^caseSensitive = true
* ^experimental = false
* ^hierarchyMeaning = #is-a
* ^property[0].code = #origin
* ^property[0].description = "Where the kind comes from: its number among the CCW 30 conditions, CCW other (other chronic or potentially disabling conditions), or product (ours)."
* ^property[0].type = #string
* #acute-myocardial-infarction "Acute myocardial infarction" "A heart attack in its acute phase. It is an event; what remains is ischemic heart disease."
* #acute-myocardial-infarction ^property[0].code = #origin
* #acute-myocardial-infarction ^property[0].valueString = "CCW 1"
* #anemia "Anemia" "Anemia and related blood disorders; many are short-lived, so a clinician confirms."
* #anemia ^property[0].code = #origin
* #anemia ^property[0].valueString = "CCW 3"
* #anemia #sickle-cell-disease "Sickle-cell disease" "Sickle-cell disorders."
* #anemia #sickle-cell-disease ^property[0].code = #origin
* #anemia #sickle-cell-disease ^property[0].valueString = "CCW other"
* #asthma "Asthma" "Asthma of any severity."
* #asthma ^property[0].code = #origin
* #asthma ^property[0].valueString = "CCW 4"
* #atrial-fibrillation "Atrial fibrillation and flutter" "Atrial fibrillation and flutter, paroxysmal to permanent."
* #atrial-fibrillation ^property[0].code = #origin
* #atrial-fibrillation ^property[0].valueString = "CCW 5"
* #benign-prostatic-hyperplasia "Benign prostatic hyperplasia" "Enlarged prostate."
* #benign-prostatic-hyperplasia ^property[0].code = #origin
* #benign-prostatic-hyperplasia ^property[0].valueString = "CCW 6"
* #cancer "Cancer" "Malignant neoplasms without a category of their own, secondary ones included."
* #cancer ^property[0].code = #origin
* #cancer ^property[0].valueString = "product"
* #cancer #cancer-breast "Breast cancer" "Malignant and in situ neoplasms of the breast."
* #cancer #cancer-breast ^property[0].code = #origin
* #cancer #cancer-breast ^property[0].valueString = "CCW 7"
* #cancer #cancer-colorectal "Colorectal cancer" "Malignant and in situ neoplasms of colon and rectum."
* #cancer #cancer-colorectal ^property[0].code = #origin
* #cancer #cancer-colorectal ^property[0].valueString = "CCW 8"
* #cancer #cancer-endometrial "Endometrial cancer" "Malignant and in situ neoplasms of the endometrium."
* #cancer #cancer-endometrial ^property[0].code = #origin
* #cancer #cancer-endometrial ^property[0].valueString = "CCW 9"
* #cancer #cancer-lung "Lung cancer" "Malignant and in situ neoplasms of bronchus and lung."
* #cancer #cancer-lung ^property[0].code = #origin
* #cancer #cancer-lung ^property[0].valueString = "CCW 10"
* #cancer #cancer-prostate "Prostate cancer" "Malignant and in situ neoplasms of the prostate."
* #cancer #cancer-prostate ^property[0].code = #origin
* #cancer #cancer-prostate ^property[0].valueString = "CCW 11"
* #cancer #cancer-urologic "Urologic cancer" "Malignant and in situ neoplasms of kidney, ureter, bladder and urethra."
* #cancer #cancer-urologic ^property[0].code = #origin
* #cancer #cancer-urologic ^property[0].valueString = "CCW 12"
* #cancer #leukemia-lymphoma "Leukemia and lymphoma" "Malignant neoplasms of blood, lymph and marrow."
* #cancer #leukemia-lymphoma ^property[0].code = #origin
* #cancer #leukemia-lymphoma ^property[0].valueString = "CCW other"
* #cataract "Cataract" "Cataract; surgery cures it, so it does not count by itself."
* #cataract ^property[0].code = #origin
* #cataract ^property[0].valueString = "CCW 13"
* #chronic-kidney-disease "Chronic kidney disease" "Chronic kidney disease of any stage, and kidney disease from hypertension or diabetes."
* #chronic-kidney-disease ^property[0].code = #origin
* #chronic-kidney-disease ^property[0].valueString = "CCW 14"
* #copd "Chronic obstructive pulmonary disease" "COPD, chronic bronchitis, emphysema and bronchiectasis."
* #copd ^property[0].code = #origin
* #copd ^property[0].valueString = "CCW 15"
* #depression "Depression and other mood disorders" "Depressive and other persistent mood disorders."
* #depression ^property[0].code = #origin
* #depression ^property[0].valueString = "CCW 16"
* #depression #bipolar-disorder "Bipolar disorder" "Manic episodes and bipolar disorder."
* #depression #bipolar-disorder ^property[0].code = #origin
* #depression #bipolar-disorder ^property[0].valueString = "CCW 16"
* #diabetes "Diabetes" "Diabetes mellitus of any type; neither prediabetes nor gestational diabetes."
* #diabetes ^property[0].code = #origin
* #diabetes ^property[0].valueString = "CCW 17"
* #glaucoma "Glaucoma" "Glaucoma and its late effects."
* #glaucoma ^property[0].code = #origin
* #glaucoma ^property[0].valueString = "CCW 18"
* #heart-failure "Heart failure and non-ischemic heart disease" "Heart failure and cardiomyopathy."
* #heart-failure ^property[0].code = #origin
* #heart-failure ^property[0].valueString = "CCW 19"
* #hip-fracture "Hip or pelvic fracture" "A fracture; what may be chronic is the osteoporosis behind it."
* #hip-fracture ^property[0].code = #origin
* #hip-fracture ^property[0].valueString = "CCW 20"
* #hyperlipidemia "Hyperlipidemia" "High cholesterol or triglycerides."
* #hyperlipidemia ^property[0].code = #origin
* #hyperlipidemia ^property[0].valueString = "CCW 21"
* #hypertension "Hypertension" "Essential, secondary and resistant hypertension and hypertensive organ disease."
* #hypertension ^property[0].code = #origin
* #hypertension ^property[0].valueString = "CCW 22"
* #hypothyroidism "Hypothyroidism" "An underactive thyroid."
* #hypothyroidism ^property[0].code = #origin
* #hypothyroidism ^property[0].valueString = "CCW 23"
* #ischemic-heart-disease "Ischemic heart disease" "Coronary artery disease, angina and old myocardial infarction."
* #ischemic-heart-disease ^property[0].code = #origin
* #ischemic-heart-disease ^property[0].valueString = "CCW 24"
* #dementia "Dementia other than Alzheimer's" "Vascular, Lewy body, frontotemporal and unspecified dementia."
* #dementia ^property[0].code = #origin
* #dementia ^property[0].valueString = "CCW 25"
* #dementia #alzheimers-disease "Alzheimer's disease" "Alzheimer's disease of any onset."
* #dementia #alzheimers-disease ^property[0].code = #origin
* #dementia #alzheimers-disease ^property[0].valueString = "CCW 2"
* #osteoporosis "Osteoporosis" "Osteoporosis with or without fracture."
* #osteoporosis ^property[0].code = #origin
* #osteoporosis ^property[0].valueString = "CCW 26"
* #parkinsons-disease "Parkinson's disease and parkinsonism" "Parkinson's disease and secondary parkinsonism."
* #parkinsons-disease ^property[0].code = #origin
* #parkinsons-disease ^property[0].valueString = "CCW 27"
* #pneumonia "Pneumonia" "Pneumonia of any cause: an acute illness."
* #pneumonia ^property[0].code = #origin
* #pneumonia ^property[0].valueString = "CCW 28"
* #arthritis "Rheumatoid arthritis and osteoarthritis" "Inflammatory and degenerative joint and spine disease."
* #arthritis ^property[0].code = #origin
* #arthritis ^property[0].valueString = "CCW 29"
* #stroke "Stroke and its lasting effects" "The acute event does not count; its lasting effects do."
* #stroke ^property[0].code = #origin
* #stroke ^property[0].valueString = "CCW 30"
* #adhd-conduct-disorder "ADHD and conduct disorders" "Attention deficit, impulse and conduct disorders."
* #adhd-conduct-disorder ^property[0].code = #origin
* #adhd-conduct-disorder ^property[0].valueString = "CCW other"
* #alcohol-use-disorder "Alcohol use disorder" "Alcohol-related disorders, alcoholic liver disease included."
* #alcohol-use-disorder ^property[0].code = #origin
* #alcohol-use-disorder ^property[0].valueString = "CCW other"
* #anxiety "Anxiety disorders" "Anxiety, obsessive-compulsive and adjustment disorders."
* #anxiety ^property[0].code = #origin
* #anxiety ^property[0].valueString = "CCW other"
* #anxiety #ptsd "Post-traumatic stress disorder" "Post-traumatic stress disorder."
* #anxiety #ptsd ^property[0].code = #origin
* #anxiety #ptsd ^property[0].valueString = "CCW other"
* #autism "Autism spectrum disorders" "Pervasive developmental disorders."
* #autism ^property[0].code = #origin
* #autism ^property[0].valueString = "CCW other"
* #cerebral-palsy "Cerebral palsy" "Cerebral palsy."
* #cerebral-palsy ^property[0].code = #origin
* #cerebral-palsy ^property[0].valueString = "CCW other"
* #cystic-fibrosis "Cystic fibrosis and metabolic developmental disorders" "Cystic fibrosis and inborn errors of metabolism."
* #cystic-fibrosis ^property[0].code = #origin
* #cystic-fibrosis ^property[0].valueString = "CCW other"
* #drug-use-disorder "Drug use disorder" "Drug-related disorders other than tobacco and alcohol."
* #drug-use-disorder ^property[0].code = #origin
* #drug-use-disorder ^property[0].valueString = "CCW other"
* #drug-use-disorder #opioid-use-disorder "Opioid use disorder" "Opioid-related disorders."
* #drug-use-disorder #opioid-use-disorder ^property[0].code = #origin
* #drug-use-disorder #opioid-use-disorder ^property[0].valueString = "CCW other"
* #epilepsy "Epilepsy" "Epilepsy and recurrent seizures."
* #epilepsy ^property[0].code = #origin
* #epilepsy ^property[0].valueString = "CCW other"
* #chronic-pain "Fibromyalgia, chronic pain and fatigue" "Long-standing pain or fatigue."
* #chronic-pain ^property[0].code = #origin
* #chronic-pain ^property[0].valueString = "CCW other"
* #hepatitis-b "Chronic hepatitis B" "Chronic viral hepatitis B."
* #hepatitis-b ^property[0].code = #origin
* #hepatitis-b ^property[0].valueString = "CCW other"
* #hepatitis-c "Chronic hepatitis C" "Chronic viral hepatitis C."
* #hepatitis-c ^property[0].code = #origin
* #hepatitis-c ^property[0].valueString = "CCW other"
* #hiv "HIV infection" "HIV infection, with or without symptoms."
* #hiv ^property[0].code = #origin
* #hiv ^property[0].valueString = "CCW other"
* #intellectual-disability "Intellectual disability" "Intellectual disability and chromosomal anomalies."
* #intellectual-disability ^property[0].code = #origin
* #intellectual-disability ^property[0].valueString = "CCW other"
* #learning-disability "Learning disability" "Specific developmental disorders."
* #learning-disability ^property[0].code = #origin
* #learning-disability ^property[0].valueString = "CCW other"
* #liver-disease "Liver disease and cirrhosis" "Chronic liver disease; cirrhosis counts by itself."
* #liver-disease ^property[0].code = #origin
* #liver-disease ^property[0].valueString = "CCW other"
* #migraine "Migraine and chronic headache" "Migraine and other headache syndromes."
* #migraine ^property[0].code = #origin
* #migraine ^property[0].valueString = "CCW other"
* #mobility-impairment "Mobility impairment" "Hemiplegia, paraplegia and other paralysis."
* #mobility-impairment ^property[0].code = #origin
* #mobility-impairment ^property[0].valueString = "CCW other"
* #multiple-sclerosis "Multiple sclerosis and transverse myelitis" "Demyelinating diseases of the central nervous system."
* #multiple-sclerosis ^property[0].code = #origin
* #multiple-sclerosis ^property[0].valueString = "CCW other"
* #muscular-dystrophy "Muscular dystrophy" "Primary disorders of muscle."
* #muscular-dystrophy ^property[0].code = #origin
* #muscular-dystrophy ^property[0].valueString = "CCW other"
* #obesity "Obesity" "Obesity; severe obesity counts by itself."
* #obesity ^property[0].code = #origin
* #obesity ^property[0].valueString = "CCW other"
* #peripheral-vascular-disease "Peripheral vascular disease" "Atherosclerosis and other disease of peripheral vessels."
* #peripheral-vascular-disease ^property[0].code = #origin
* #peripheral-vascular-disease ^property[0].valueString = "CCW other"
* #personality-disorder "Personality disorders" "Personality and schizotypal disorders."
* #personality-disorder ^property[0].code = #origin
* #personality-disorder ^property[0].valueString = "CCW other"
* #chronic-ulcer "Pressure and chronic ulcers" "Pressure ulcers and chronic ulcers of the skin."
* #chronic-ulcer ^property[0].code = #origin
* #chronic-ulcer ^property[0].valueString = "CCW other"
* #schizophrenia "Schizophrenia" "Schizophrenia and schizoaffective disorders."
* #schizophrenia ^property[0].code = #origin
* #schizophrenia ^property[0].valueString = "CCW other"
* #visual-impairment "Blindness and visual impairment" "Blindness and low vision."
* #visual-impairment ^property[0].code = #origin
* #visual-impairment ^property[0].valueString = "CCW other"
* #hearing-impairment "Deafness and hearing impairment" "Hearing loss."
* #hearing-impairment ^property[0].code = #origin
* #hearing-impairment ^property[0].valueString = "CCW other"
* #spina-bifida "Spina bifida" "Spina bifida."
* #spina-bifida ^property[0].code = #origin
* #spina-bifida ^property[0].valueString = "CCW other"
* #spinal-cord-injury "Spinal cord injury" "Lasting effects of an injury of the spinal cord."
* #spinal-cord-injury ^property[0].code = #origin
* #spinal-cord-injury ^property[0].valueString = "CCW other"
* #tobacco-use "Tobacco use" "Nicotine dependence and tobacco use; rarely a managed condition by itself."
* #tobacco-use ^property[0].code = #origin
* #tobacco-use ^property[0].valueString = "CCW other"
* #traumatic-brain-injury "Traumatic brain injury" "Lasting effects of an injury of the brain."
* #traumatic-brain-injury ^property[0].code = #origin
* #traumatic-brain-injury ^property[0].valueString = "CCW other"
* #heart-valve-disease "Heart valve disease" "Disease of the aortic, mitral, tricuspid or pulmonary valve."
* #heart-valve-disease ^property[0].code = #origin
* #heart-valve-disease ^property[0].valueString = "product"
* #interstitial-lung-disease "Interstitial lung disease" "Pulmonary fibrosis and other interstitial lung disease."
* #interstitial-lung-disease ^property[0].code = #origin
* #interstitial-lung-disease ^property[0].valueString = "product"
* #lupus "Lupus erythematosus" "Systemic and cutaneous lupus erythematosus."
* #lupus ^property[0].code = #origin
* #lupus ^property[0].valueString = "product"
* #gout "Gout" "Gout and chronic gout."
* #gout ^property[0].code = #origin
* #gout ^property[0].valueString = "product"
* #metabolic-syndrome "Metabolic syndrome" "Metabolic syndrome and insulin resistance."
* #metabolic-syndrome ^property[0].code = #origin
* #metabolic-syndrome ^property[0].valueString = "product"
* #sleep-apnea "Sleep apnea" "Obstructive and other sleep apnea."
* #sleep-apnea ^property[0].code = #origin
* #sleep-apnea ^property[0].valueString = "product"
* #transplant "Kidney transplant" "State after kidney transplantation."
* #transplant ^property[0].code = #origin
* #transplant ^property[0].valueString = "product"
* #reflux-disease "Gastro-esophageal reflux disease" "Gastro-esophageal reflux disease."
* #reflux-disease ^property[0].code = #origin
* #reflux-disease ^property[0].valueString = "product"
* #other "Other chronic condition" "A problem of the chart that no category knows and that a clinician names as chronic."
* #other ^property[0].code = #origin
* #other ^property[0].valueString = "product"
* #none "No chronic condition by itself" "Findings, risks, short illnesses: never a chronic condition, whatever their number."
* #none ^property[0].code = #origin
* #none ^property[0].valueString = "product"
* #no-illness "No illness" "Social and administrative findings that records list among conditions: they are not shown."
* #no-illness ^property[0].code = #origin
* #no-illness ^property[0].valueString = "product"
